package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.input.DocumentCollector.Collected;
import io.github.ecspolicy.input.InputBatch.Digest;
import io.github.ecspolicy.task.TaskDefinition;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads every task definition out of files, folders, globs and standard input. */
public final class InputReader {
  private InputReader() {}

  /**
   * Reads what {@code arguments} name, going on after a problem so that all are reported.
   *
   * @param arguments files, folders (every {@code *.json} below them), globs, or {@code -}
   * @param base the folder that relative arguments start from
   * @param stdin what {@code -} reads; not closed
   * @param credentialSpecs the content of credential specs; others are looked for beside the task
   *     definition that names them
   */
  public static InputBatch read(
      List<String> arguments,
      Path base,
      InputStream stdin,
      List<CredentialSpecFile> credentialSpecs) {
    CredentialSpecContents contents = new CredentialSpecContents(base, credentialSpecs);
    Collected<TaskDefinition> collected =
        DocumentCollector.collect(new TaskDefinitions(contents), arguments, base, stdin);
    List<Digest> digests = new ArrayList<>(collected.digests());
    digests.addAll(contents.digests());
    List<Diagnostic> diagnostics = new ArrayList<>(collected.diagnostics());
    diagnostics.addAll(
        contents.diagnostics(collected.diagnostics().stream().noneMatch(Diagnostic::isError)));
    return new InputBatch(collected.items(), digests, diagnostics);
  }

  /** Task definitions, and the credential specs that they name. */
  private record TaskDefinitions(CredentialSpecContents contents)
      implements DocumentKind<TaskDefinition> {
    @Override
    public String noun() {
      return "task definition";
    }

    @Override
    public String aNoun() {
      return "a task definition";
    }

    @Override
    public Wanted wanted() {
      return TaskDefinitionReader.WANTED;
    }

    /** 256 times what ECS accepts for a task definition. */
    @Override
    public int longest() {
      return 16 << 20;
    }

    @Override
    public String adviceOnLength() {
      return "write one task definition a line: such a file may have any length";
    }

    @Override
    public String adviceOnDepth() {
      return "a task definition needs six levels";
    }

    @Override
    public Optional<Content<TaskDefinition>> read(String source, Node document) {
      TaskDefinitionReader reader = new TaskDefinitionReader(source, contents);
      return InputFormat.detect(document)
          .map(format -> reader.read(document, format))
          .map(read -> new Content<>(read, reader.diagnostics()));
    }

    @Override
    public Diagnostic reject(SourceLocation at, Node document) {
      String hint =
          InputFormat.recognise(document)
              .map(form -> "this looks like " + form)
              .orElse(
                  "expected an object with `containerDefinitions`, the output of `aws ecs"
                      + " describe-task-definition`, or a list of container definitions");
      return Diagnostic.at(at, DiagnosticCode.NOT_A_TASK_DEFINITION, "not a task definition")
          .withHint(hint);
    }

    @Override
    public Diagnostic reportNothing(SourceLocation at) {
      return Diagnostic.at(at, DiagnosticCode.NO_TASK_DEFINITIONS, "no task definition was found")
          .withHint("a task definition is an object with `containerDefinitions`");
    }

    @Override
    public DiagnosticCode whenFolderIsEmpty() {
      return DiagnosticCode.NO_TASK_DEFINITIONS;
    }
  }
}
