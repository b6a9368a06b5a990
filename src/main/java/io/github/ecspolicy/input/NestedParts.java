package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.diagnostic.SourceLocation;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finds what a template makes of other templates, and of modules, that are not read.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-nested-stacks.html">
 *     nested stacks</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/modules.html">modules</a>
 */
final class NestedParts {
  /** The CDK notes there which of its files a nested stack is made of. */
  static final String FILE = "aws:asset:path";

  private static final String MODULE = "::MODULE";

  /** How many names are told. */
  private static final int SHOWN = 10;

  private static final String ADVICE =
      "if one of them has task definitions, name its template too, which `aws cloudformation"
          + " get-template --template-stage Processed` prints of its stack; of a module, that of"
          + " this stack";

  private NestedParts() {}

  /**
   * Returns a note of those that are not read, if there are any.
   *
   * @param resources of the template in {@code source}
   * @param isRead whether the template in a file beside that one is read
   */
  static Optional<Diagnostic> notRead(
      String source, List<Node.Member> resources, Predicate<String> isRead) {
    List<Node.Member> found =
        resources.stream()
            .filter(resource -> resource.value() instanceof Node.Mapping)
            .filter(resource -> isNotRead((Node.Mapping) resource.value(), isRead))
            .toList();
    return found.stream()
        .findFirst()
        .map(Node.Member::value)
        .map(
            first ->
                Diagnostic.at(
                        new SourceLocation(source, first.line(), first.column(), JsonPointer.ROOT),
                        DiagnosticCode.NESTED_NOT_READ,
                        "what is made of another template or of a module is not read here: "
                            + found.stream()
                                .limit(SHOWN)
                                .map(each -> Quotation.quote(each.key()))
                                .collect(Collectors.joining(", "))
                            + (found.size() > SHOWN ? ", …" : ""))
                    .withHint(ADVICE));
  }

  private static boolean isNotRead(Node.Mapping resource, Predicate<String> isRead) {
    String type = resource.text("Type").orElse("");
    return switch (type) {
      case "AWS::CloudFormation::Stack" -> file(resource, "TemplateURL").filter(isRead).isEmpty();
      case "AWS::Serverless::Application" -> file(resource, "Location").filter(isRead).isEmpty();
      case "AWS::CloudFormation::StackSet" -> true;
      default -> type.endsWith(MODULE);
    };
  }

  /** Before it is packaged, a template may name a file instead of an object on S3. */
  private static Optional<String> file(Node.Mapping resource, String property) {
    return resource
        .object("Metadata")
        .flatMap(metadata -> metadata.text(FILE))
        .or(() -> resource.object("Properties").flatMap(properties -> properties.text(property)));
  }
}
