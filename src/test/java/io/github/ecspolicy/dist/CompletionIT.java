package io.github.ecspolicy.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shells complete what the command takes: its commands, options, their words, and files. */
class CompletionIT {
  @TempDir private Path folder;

  private Path scripts;

  @BeforeEach
  void unpack() throws IOException {
    String archive = "ecs-policy-" + InstalledCommand.VERSION + ".tar.gz";
    scripts = InstalledCommand.unpack(archive, folder).resolve("completions");
    Files.writeString(folder.resolve("task.json"), "{}");
    Files.createDirectory(folder.resolve("tasks"));
  }

  /** What bash offers, which calls the function with the words as readline divides them. */
  private List<String> bash(String... words) {
    String script =
        """
        source "$1"
        shift
        COMP_WORDS=("$@")
        COMP_CWORD=$(($# - 1))
        _ecs_policy
        printf '%s\\n' "${COMPREPLY[@]}"
        """;
    List<String> command = new ArrayList<>(List.of("bash", "-c", script, "bash"));
    command.add(scripts.resolve("ecs-policy.bash").toString());
    command.add("ecs-policy");
    command.addAll(List.of(words));
    return Shell.in(folder).run(command).success().lines().filter(l -> !l.isEmpty()).toList();
  }

  @Test
  void bashReadsTheScript() {
    String script = scripts.resolve("ecs-policy.bash").toString();
    assertEquals("", Shell.in(folder).run("bash", "-n", script).success());
  }

  @Test
  void bashCompletesCommandsOptionsAndWords() {
    assertEquals(List.of("generate"), bash("gen"));
    assertEquals(List.of("explain", "explain-error"), bash("expl"));
    assertEquals(List.of("--policy-kind", "--policy-name"), bash("generate", "--policy"));
    assertEquals(List.of("console", "cloudformation", "cdk"), bash("generate", "--format", "c"));
    assertEquals(List.of("secrets"), bash("generate", "task.json", "--scope", "s"));
    assertEquals(List.of("secrets"), bash("generate", "--scope", "=", "s"));
    assertEquals(List.of("secrets", "all"), bash("generate", "--scope", "="));
    assertEquals(List.of("sarif"), bash("check", "--format", "sa"));
    assertEquals(List.of("generate"), bash("help", "gen"));
    assertEquals(List.of(), bash("generate", "--account", ""), "nothing to guess");
    assertEquals(List.of(), bash("generate", "ta"), "left to readline");
    assertEquals(List.of(), bash("generate", "--", "--fo"), "no option any more");
  }

  /** An interactive bash at a terminal of its own, which the tabulator key is sent to. */
  @ParameterizedTest
  @CsvSource({
    "'ecs-policy generate --sc\\t', 'ecs-policy generate --scope '",
    "'ecs-policy generate --format=mark\\t', 'ecs-policy generate --format=markdown '",
    "'ecs-policy generate task.j\\t', 'ecs-policy generate task.json '",
    "'ecs-policy generate --output-dir ta\\t', 'ecs-policy generate --output-dir tasks/'",
  })
  void theTabulatorKeyCompletesInBash(String typed, String line) {
    Shell.need("script");
    String script =
        """
        mkfifo keys
        script -qec 'bash --norc --noprofile -i' /dev/null <keys >screen &
        exec 3>keys
        read_until() {
          for _ in {1..300}; do
            grep -qF -- "$1" screen && return
            sleep 0.1
          done
        }
        printf '%s\\n' "PS1=; source '$1'; bind 'set bell-style none'; echo RE''ADY" >&3
        read_until READY
        printf "$2" >&3
        read_until "$3"
        printf '\\025exit\\n' >&3
        exec 3>&-
        wait
        cat screen
        """;
    String shown =
        Shell.in(folder)
            .with("TERM", "dumb")
            .run(
                "bash",
                "-c",
                script,
                "bash",
                scripts.resolve("ecs-policy.bash").toString(),
                typed,
                line)
            .out();
    assertTrue(shown.contains(line), shown);
  }

  @Test
  void zshReadsTheScript() {
    Shell.need("zsh");
    String script = scripts.resolve("_ecs-policy").toString();
    assertEquals("", Shell.in(folder).run("zsh", "-n", script).success());
  }

  @ParameterizedTest
  @CsvSource({
    "'ecs-policy gen\\t', 'ecs-policy generate '",
    "'ecs-policy generate --sc\\t', 'ecs-policy generate --scope='",
    "'ecs-policy generate --scope=s\\t', 'ecs-policy generate --scope=secrets '",
    "'ecs-policy generate --format mark\\t', 'ecs-policy generate --format markdown '",
    "'ecs-policy generate task.j\\t', 'ecs-policy generate task.json '",
    "'ecs-policy generate --output-dir ta\\t', 'ecs-policy generate --output-dir tasks/'",
  })
  void theTabulatorKeyCompletesInZsh(String typed, String line) {
    Shell.need("zsh");
    String script =
        """
        zmodload zsh/zpty
        zpty -b z "zsh -f -i"
        zpty -w z "PS1=; fpath=(${(q)1} \\$fpath); autoload -Uz compinit; compinit -u -D; echo READY"
        shown=
        read_until() {
          local part i
          for i in {1..300}; do
            zpty -r -t z part && shown+=$part
            [[ $shown == *$1* ]] && return
            sleep 0.1
          done
        }
        read_until $'READY\\r'
        shown=
        zpty -w -n z "$(printf $2)"
        read_until "$3"
        print -r -- "${(V)shown}"
        zpty -d z
        """;
    String shown =
        Shell.in(folder)
            .with("TERM", "dumb")
            .run("zsh", "-f", "-c", script, "zsh", scripts.toString(), typed, line)
            .out();
    String plain = shown.replaceAll("\\^\\[\\[[0-9;?]*[a-zA-Z]", "").replaceAll(".\\^H", "");
    assertTrue(plain.contains(line.strip()), shown);
  }

  private List<String> fish(String line) {
    Shell.need("fish");
    String script = "source $argv[1]; complete -C $argv[2]";
    return Shell.in(folder)
        .run(
            "fish",
            "--no-config",
            "-c",
            script,
            scripts.resolve("ecs-policy.fish").toString(),
            line)
        .success()
        .lines()
        .map(offer -> offer.replaceFirst("\t.*", ""))
        .toList();
  }

  @Test
  void fishCompletesCommandsOptionsWordsAndFiles() {
    assertEquals(List.of("generate"), fish("ecs-policy gen"));
    assertEquals(List.of("--scope"), fish("ecs-policy generate --sco"));
    assertEquals(List.of("markdown"), fish("ecs-policy generate --format mark"));
    assertEquals(List.of("--format=markdown"), fish("ecs-policy generate --format=mark"));
    assertEquals(List.of("task.json"), fish("ecs-policy generate task.j"));
    assertEquals(List.of("tasks/"), fish("ecs-policy generate --output-dir ta"));
    assertFalse(fish("ecs-policy ").contains("task.json"), "no file in the place of a command");
    assertEquals(List.of("generate"), fish("ecs-policy help gen"));
  }
}
