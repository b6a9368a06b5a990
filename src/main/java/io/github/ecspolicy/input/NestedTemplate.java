package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.input.DocumentCollector.Skips;
import io.github.ecspolicy.template.Origin.Syntax;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A template of a cloud assembly as far as it concerns the others there.
 *
 * @param document that {@linkplain StackTemplate#isTemplate is a template}
 */
record NestedTemplate(Node.Mapping document) {
  private static final String RESOURCES = "Resources";
  private static final String STACK = "AWS::CloudFormation::Stack";

  /**
   * A stack that a template makes of another one.
   *
   * @param file the other template
   * @param parameters what is given to it
   */
  record Nested(String logicalId, String file, List<Node.Member> parameters) {}

  /**
   * An output that other stacks may import.
   *
   * @param name by which they do
   */
  record Exported(Node name, Node value) {}

  /**
   * Reads the template in {@code file}, if there is one; what is wrong with it is said elsewhere.
   */
  static Optional<NestedTemplate> read(Path file) {
    return DocumentCollector.collect(
            new Kind(),
            Skips.NONE,
            List.of(file.toString()),
            file.getParent(),
            InputStream.nullInputStream())
        .items()
        .stream()
        .findFirst();
  }

  /** Returns the stacks that are nested in this one. */
  List<Nested> nested() {
    return document.object(RESOURCES).stream()
        .flatMap(resources -> resources.members().stream())
        .flatMap(resource -> nested(resource).stream())
        .toList();
  }

  private static Optional<Nested> nested(Node.Member member) {
    if (!(member.value() instanceof Node.Mapping resource)
        || resource.text("Type").filter(STACK::equals).isEmpty()) {
      return Optional.empty();
    }
    List<Node.Member> parameters =
        resource
            .object("Properties")
            .flatMap(properties -> properties.object("Parameters"))
            .map(Node.Mapping::members)
            .orElse(List.of());
    return resource
        .object("Metadata")
        .flatMap(metadata -> metadata.text(NestedParts.FILE))
        .map(file -> new Nested(member.key(), file, parameters));
  }

  /** Returns the value of an output. */
  Optional<Node> output(String name) {
    return document
        .object("Outputs")
        .flatMap(outputs -> outputs.named(name))
        .filter(Node.Mapping.class::isInstance)
        .flatMap(output -> ((Node.Mapping) output).member("Value"))
        .map(Node.Member::value);
  }

  /** Returns its outputs that other stacks may import. */
  List<Exported> exports() {
    return document.object("Outputs").stream()
        .flatMap(outputs -> outputs.members().stream())
        .map(Node.Member::value)
        .filter(Node.Mapping.class::isInstance)
        .flatMap(output -> exported((Node.Mapping) output).stream())
        .toList();
  }

  private static Optional<Exported> exported(Node.Mapping output) {
    Optional<Node.Member> name = output.object("Export").flatMap(export -> export.member("Name"));
    return output
        .member("Value")
        .flatMap(value -> name.map(each -> new Exported(each.value(), value.value())));
  }

  private record Kind() implements DocumentKind<NestedTemplate> {
    private static final Wanted WANTED =
        StackWanted.SECTIONS
            .and(
                RESOURCES,
                Wanted.texts()
                    .andOthers(
                        Wanted.texts("Type", "Condition")
                            .and("Metadata", Wanted.texts(NestedParts.FILE))
                            .and(
                                "Properties",
                                new Wanted.Extended(
                                    StackWanted.PROPERTIES,
                                    Wanted.texts().and("Parameters", new Wanted.Everything())))))
            .and("Outputs", Wanted.texts().andOthers(new Wanted.Everything()));

    @Override
    public String noun() {
      return "template";
    }

    @Override
    public String aNoun() {
      return "a template";
    }

    @Override
    public Wanted wanted() {
      return WANTED;
    }

    /** Eight times what CloudFormation takes. */
    @Override
    public int longest() {
      return 8 << 20;
    }

    @Override
    public String adviceOnLength() {
      return "name the templates themselves";
    }

    @Override
    public String adviceOnDepth() {
      return "a template needs few levels";
    }

    @Override
    public Optional<Content<NestedTemplate>> read(String source, Node document, Syntax syntax) {
      return StackTemplate.isTemplate(document)
          ? Optional.of(
              new Content<>(List.of(new NestedTemplate((Node.Mapping) document)), List.of()))
          : Optional.empty();
    }

    @Override
    public Diagnostic reject(SourceLocation at, Node document) {
      return reportNothing(at);
    }

    @Override
    public Diagnostic reportNothing(SourceLocation at) {
      return Diagnostic.at(at, DiagnosticCode.NO_TASK_DEFINITIONS, "this is no template")
          .withHint("run `cdk synth` again");
    }

    @Override
    public DiagnosticCode whenFolderIsEmpty() {
      return DiagnosticCode.NO_TASK_DEFINITIONS;
    }
  }
}
