package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ecspolicy.diagnostic.Dialect;
import io.github.ecspolicy.diagnostic.Setting;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What a hint tells the user to give is there to be given. */
class HintedOptionsTest {

  @ParameterizedTest
  @EnumSource(Setting.class)
  void everySettingThatAHintNamesIsAnOptionOrTheParameter(Setting setting) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Path here = Path.of("");
    Terminal terminal =
        new Terminal(InputStream.nullInputStream(), nowhere, nowhere, false, Map.of(), here, here);
    String flag = setting.in(Dialect.COMMAND_LINE).replace("`", "");
    boolean isThere =
        Stream.of("generate", "check")
            .map(EcsPolicyCommand.commandLine(terminal).getSubcommands()::get)
            .map(CommandLine::getCommandSpec)
            .anyMatch(command -> has(command, flag));
    assertTrue(isThere, flag);
  }

  private static boolean has(CommandSpec command, String flag) {
    return command.optionsMap().containsKey(flag)
        || command.positionalParameters().stream()
            .anyMatch(parameter -> parameter.paramLabel().startsWith(flag + "|"));
  }
}
