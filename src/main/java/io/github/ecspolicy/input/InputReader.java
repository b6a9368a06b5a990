package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.input.InputBatch.Digest;
import io.github.ecspolicy.input.InputFiles.InputFile;
import io.github.ecspolicy.input.JsonDocuments.UnreadableDocumentException;
import io.github.ecspolicy.task.TaskDefinition;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Reads every task definition out of files, folders, globs and standard input. */
public final class InputReader {
  private final InputStream stdin;
  private final List<TaskDefinition> taskDefinitions = new ArrayList<>();
  private final List<Digest> digests = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private int skipped;

  private InputReader(InputStream stdin) {
    this.stdin = stdin;
  }

  /**
   * Reads what {@code arguments} name, going on after a problem so that all are reported.
   *
   * @param arguments files, folders (every {@code *.json} below them), globs, or {@code -}
   * @param base the folder that relative arguments start from
   * @param stdin what {@code -} reads; not closed
   */
  public static InputBatch read(List<String> arguments, Path base, InputStream stdin) {
    InputReader reader = new InputReader(stdin);
    InputFiles.Found found = InputFiles.find(arguments, base);
    reader.diagnostics.addAll(found.diagnostics());
    found.files().forEach(reader::read);
    reader.conclude(arguments);
    return new InputBatch(reader.taskDefinitions, reader.digests, reader.diagnostics);
  }

  private void conclude(List<String> arguments) {
    if (skipped > 0) {
      diagnostics.add(
          Diagnostic.of(
                  DiagnosticCode.SKIPPED_FILES,
                  skipped
                      + (skipped == 1 ? " file" : " files")
                      + " found in folders held no task definition")
              .withHint("name a file by itself to learn why it is none"));
    }
    if (taskDefinitions.isEmpty() && diagnostics.stream().noneMatch(Diagnostic::isError)) {
      diagnostics.add(
          Diagnostic.at(
                  SourceLocation.startOf(arguments.isEmpty() ? "." : arguments.get(0)),
                  DiagnosticCode.NO_TASK_DEFINITIONS,
                  "no task definition was found")
              .withHint("a task definition is an object with `containerDefinitions`"));
    }
  }

  private void read(InputFile file) {
    MessageDigest sha256 = sha256();
    try (InputStream bytes = new DigestInputStream(open(file), sha256);
        JsonDocuments documents = JsonDocuments.open(file.name(), bytes)) {
      readDocuments(file, documents);
      digests.add(new Digest(file.name(), HexFormat.of().formatHex(sha256.digest())));
    } catch (UnreadableDocumentException e) {
      diagnostics.add(e.diagnostic());
    } catch (IOException e) {
      diagnostics.add(
          Diagnostic.at(
                  SourceLocation.startOf(file.name()),
                  DiagnosticCode.FILE_UNREADABLE,
                  "cannot be read")
              .withHint(InputFiles.UNREADABLE_HINT));
    }
  }

  private void readDocuments(InputFile file, JsonDocuments documents)
      throws IOException, UnreadableDocumentException {
    List<Diagnostic> unrelated = new ArrayList<>();
    int before = taskDefinitions.size();
    Optional<Node> document = documents.next();
    if (document.isEmpty()) {
      diagnostics.add(
          Diagnostic.at(
                  SourceLocation.startOf(file.name()),
                  DiagnosticCode.EMPTY_INPUT,
                  "the input is empty")
              .withHint("check what should have written it"));
    }
    while (document.isPresent()) {
      Optional<InputFormat> format = InputFormat.detect(document.get());
      if (format.isPresent()) {
        TaskDefinitionReader reader =
            new TaskDefinitionReader(file.name(), new CredentialSpecContents());
        taskDefinitions.addAll(reader.read(document.get(), format.get()));
        diagnostics.addAll(reader.diagnostics());
      } else {
        unrelated.add(notATaskDefinition(file, document.get()));
      }
      document = documents.next();
    }
    if (file.named() || taskDefinitions.size() > before) {
      diagnostics.addAll(unrelated);
    } else if (!unrelated.isEmpty()) {
      skipped++;
    }
  }

  private static Diagnostic notATaskDefinition(InputFile file, Node document) {
    String hint =
        InputFormat.recognise(document)
            .map(form -> "this looks like " + form)
            .orElse(
                "expected an object with `containerDefinitions`, the output of `aws ecs"
                    + " describe-task-definition`, or a list of container definitions");
    return Diagnostic.at(
            new SourceLocation(file.name(), document.line(), document.column(), JsonPointer.ROOT),
            DiagnosticCode.NOT_A_TASK_DEFINITION,
            "not a task definition")
        .withHint(hint);
  }

  private InputStream open(InputFile file) throws IOException {
    return file.path().isPresent() ? Files.newInputStream(file.path().get()) : new Unclosed(stdin);
  }

  /** Standard input, which belongs to the caller. */
  private static final class Unclosed extends FilterInputStream {
    Unclosed(InputStream in) {
      super(in);
    }

    @Override
    public void close() {
      // The caller closes it.
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
