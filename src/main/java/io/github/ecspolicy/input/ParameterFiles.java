package io.github.ecspolicy.input;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.input.DocumentCollector.Collected;
import io.github.ecspolicy.input.DocumentCollector.Skips;
import io.github.ecspolicy.input.FieldReader.Place;
import io.github.ecspolicy.input.InputBatch.Digest;
import io.github.ecspolicy.template.Origin.Syntax;
import io.github.ecspolicy.template.TemplateValues;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the files that give values to the parameters of templates, in any of the forms that the AWS
 * CLI, CodePipeline and the console take.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/continuous-delivery-codepipeline-cfn-artifacts.html">
 *     template configuration files</a>
 */
public final class ParameterFiles {
  private static final String EXPECTED =
      "expected `[{\"ParameterKey\": …, \"ParameterValue\": …}]`, `{\"Parameters\": {…}}`, or a map"
          + " from names to values";

  private static final Node.Mapping EMPTY = new Node.Mapping(1, 1, List.of());

  private ParameterFiles() {}

  /**
   * Everything that was read.
   *
   * @param values of parameters; the last file counts
   * @param inputs which bytes they came from
   * @param diagnostics what could not be understood
   */
  public record Batch(TemplateValues values, List<Digest> inputs, List<Diagnostic> diagnostics) {
    public Batch {
      inputs = List.copyOf(inputs);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** Reads {@code files}, going on after a problem so that all are reported. */
  public static Batch read(List<String> files, Path base) {
    if (files.isEmpty()) {
      return new Batch(TemplateValues.NONE, List.of(), List.of());
    }
    Collected<Given> collected =
        DocumentCollector.collect(
            new Parameters(), Skips.NONE, files, base, InputStream.nullInputStream());
    Map<String, String> parameters = new HashMap<>();
    collected.items().forEach(given -> parameters.put(given.name(), given.value()));
    return new Batch(
        TemplateValues.ofParameters(parameters), collected.digests(), collected.diagnostics());
  }

  /** The value of a parameter. */
  private record Given(String name, String value) {}

  private static final class Parameters implements DocumentKind<Given> {
    @Override
    public String noun() {
      return "parameters file";
    }

    @Override
    public String aNoun() {
      return "a parameters file";
    }

    @Override
    public Wanted wanted() {
      return new Wanted.Everything();
    }

    /** A template has at most 200 parameters of 4,096 characters. */
    @Override
    public int longest() {
      return 1 << 22;
    }

    @Override
    public String adviceOnLength() {
      return "a template has at most 200 parameters, and each value 4,096 characters";
    }

    @Override
    public String adviceOnDepth() {
      return "a parameters file needs two levels";
    }

    @Override
    public Optional<Content<Given>> read(String source, Node document, Syntax syntax) {
      FieldReader fields = new FieldReader(source, "the value of a parameter is a string");
      Place<Node> root = new Place<>(document, JsonPointer.ROOT);
      if (document instanceof Node.Sequence list) {
        List<Given> given =
            FieldReader.elements(new Place<>(list, JsonPointer.ROOT)).stream()
                .flatMap(item -> fields.asObject(item, "an item of the list").stream())
                .flatMap(item -> pair(item, fields).stream())
                .toList();
        return Optional.of(new Content<>(given, fields.diagnostics()));
      }
      if (!(document instanceof Node.Mapping mapping) || mapping.has("Resources")) {
        return Optional.empty();
      }
      Place<Node.Mapping> map =
          mapping.has("Parameters")
              ? fields
                  .object(new Place<>(mapping, root.pointer()), "Parameters")
                  .orElseGet(() -> new Place<>(EMPTY, root.pointer()))
              : new Place<>(mapping, root.pointer());
      return Optional.of(new Content<>(members(map, fields), fields.diagnostics()));
    }

    private static Optional<Given> pair(Place<Node.Mapping> item, FieldReader fields) {
      Optional<String> key = StackTemplate.text(item.node(), "ParameterKey");
      if (key.isEmpty()) {
        fields.report(
            item,
            DiagnosticCode.PARAMETERS_SHAPE,
            "this item of the list names no parameter",
            EXPECTED);
      }
      return key.flatMap(
          name ->
              fields.member(item, "ParameterValue").flatMap(value -> given(name, value, fields)));
    }

    private static List<Given> members(Place<Node.Mapping> map, FieldReader fields) {
      return map.node().members().stream()
          .flatMap(
              member ->
                  given(
                      member.key(),
                      new Place<>(member.value(), map.pointer().member(member.key())),
                      fields)
                      .stream())
          .toList();
    }

    /** A value may be a secret, so that it is never shown. */
    private static Optional<Given> given(String name, Place<Node> value, FieldReader fields) {
      Optional<String> text = StackParameter.scalar(value.node());
      if (text.isEmpty()) {
        fields.report(
            value,
            DiagnosticCode.PARAMETERS_SHAPE,
            "the value of " + quote(name) + " is " + value.node().kind(),
            "the value of a parameter is a string; a list is written with commas");
      }
      return text.map(each -> new Given(name, each));
    }

    @Override
    public Diagnostic reject(SourceLocation at, Node document) {
      return Diagnostic.at(at, DiagnosticCode.PARAMETERS_SHAPE, "not a parameters file")
          .withHint(EXPECTED);
    }

    @Override
    public Diagnostic reportNothing(SourceLocation at) {
      return Diagnostic.at(
              at, DiagnosticCode.PARAMETERS_SHAPE, "the file gives no parameter a value")
          .withHint(EXPECTED);
    }

    @Override
    public DiagnosticCode whenFolderIsEmpty() {
      return DiagnosticCode.PARAMETERS_SHAPE;
    }
  }
}
