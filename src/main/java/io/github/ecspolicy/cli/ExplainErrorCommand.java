package io.github.ecspolicy.cli;

import io.github.ecspolicy.render.ErrorReportRenderer;
import io.github.ecspolicy.stopped.ErrorReport;
import io.github.ecspolicy.stopped.ReasonExplainer;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code ecs-policy explain-error}. */
final class ExplainErrorCommand extends Command {
  private static final String STDIN = "-";

  /** More than a list of a hundred stopped tasks has, which is what ECS describes at once. */
  private static final int LONGEST = 2 << 20;

  private final Terminal terminal;

  private final Operand words =
      Operand.many(
          "TEXT|-",
          0,
          "The reason, in quotes or not; - or nothing for standard input. Also taken: what aws ecs"
              + " describe-tasks and describe-services print, events of services, EventBridge and"
              + " CloudTrail, and whole pages with such a text in them.");

  private final Option<Format> format =
      Option.of(
          "--format", "text|json", Format.class, "text (default): for people. json: for programs.");

  /** How to say it. */
  enum Format {
    TEXT,
    JSON
  }

  ExplainErrorCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  List<Operand> operands() {
    return List.of(words);
  }

  @Override
  List<Option<?>> options() {
    return List.of(format);
  }

  @Override
  public Integer call() {
    String text =
        words.all().isEmpty() || words.all().equals(List.of(STDIN))
            ? read()
            : String.join(" ", words.all());
    ErrorReport report = new ReasonExplainer().explain(text);
    if (report.explanations().isEmpty()) {
      throw new UsageException(
          "there is no reason of a stopped task in this text; ECS forgets stopped tasks after an hour");
    }
    terminal
        .out()
        .print(
            switch (format.value().orElse(Format.TEXT)) {
              case TEXT -> ErrorReportRenderer.text(report);
              case JSON -> ErrorReportRenderer.json(report);
            });
    return report.isRecognised() ? ExitStatus.FINE : ExitStatus.FINDINGS;
  }

  private String read() {
    if (terminal.interactive()) {
      terminal.err().print("paste the reason, then press Enter and Ctrl-D\n");
      terminal.err().flush();
    }
    try {
      byte[] bytes = terminal.in().readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw new UsageException("the text is longer than " + LONGEST + " bytes: paste one reason");
      }
      return new String(bytes, encoding(bytes));
    } catch (IOException e) {
      throw new UsageException("standard input cannot be read");
    }
  }

  /** PowerShell writes files in UTF-16 with a byte order mark. */
  private static Charset encoding(byte[] bytes) {
    boolean isUtf16 =
        bytes.length >= 2
            && (bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe
                || bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff);
    return isUtf16 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
  }
}
