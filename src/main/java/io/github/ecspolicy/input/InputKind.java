package io.github.ecspolicy.input;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.input.DocumentCollector.Skips;
import io.github.ecspolicy.template.Origin.Syntax;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What the documents of an argument are, told by shape. */
public enum InputKind {
  /** Task definitions, or templates and plans with such. */
  TASKS,
  /** Policies. */
  POLICIES,
  /** Some of both. */
  BOTH,
  /** Neither: whoever reads it says why. */
  NEITHER;

  /**
   * Returns what {@code argument} names.
   *
   * @param base the folder that it starts from, if it is relative
   * @param stdin what {@code -} reads
   */
  public static InputKind of(String argument, Path base, byte[] stdin) {
    boolean hasPolicies =
        argument.startsWith(Arn.PREFIX)
            || has(
                new Shape(RolePolicyReader.WANTED, AuthorizationFormat::isAuthorization),
                argument,
                base,
                stdin);
    boolean hasTasks =
        !argument.startsWith(Arn.PREFIX)
            && has(
                new Shape(
                    InputReader.wanted(),
                    document ->
                        StackTemplate.isTemplate(document)
                            || InputFormat.detect(document).isPresent()),
                argument,
                base,
                stdin);
    if (hasPolicies) {
      return hasTasks ? BOTH : POLICIES;
    }
    return hasTasks ? TASKS : NEITHER;
  }

  private static boolean has(Shape shape, String argument, Path base, byte[] stdin) {
    return DocumentCollector.collect(
            shape, Skips.NONE, List.of(argument), base, new ByteArrayInputStream(stdin))
        .items()
        .contains(true);
  }

  /** Whether a document is of one kind. */
  private record Shape(Wanted wanted, Predicate<Node> test) implements DocumentKind<Boolean> {
    @Override
    public String noun() {
      return "document";
    }

    @Override
    public String aNoun() {
      return "a document";
    }

    @Override
    public int longest() {
      return 512 << 20;
    }

    @Override
    public String adviceOnLength() {
      return "compare parts of it";
    }

    @Override
    public String adviceOnDepth() {
      return "ten levels are enough";
    }

    @Override
    public Optional<Content<Boolean>> read(String source, Node document, Syntax syntax) {
      return Optional.of(new Content<>(List.of(test.test(document)), List.of()));
    }

    @Override
    public Diagnostic reject(SourceLocation at, Node document) {
      return reportNothing(at);
    }

    @Override
    public Diagnostic reportNothing(SourceLocation at) {
      return Diagnostic.at(at, DiagnosticCode.EMPTY_INPUT, "nothing is there");
    }

    @Override
    public DiagnosticCode whenFolderIsEmpty() {
      return DiagnosticCode.EMPTY_INPUT;
    }
  }
}
