package io.github.ecspolicy.input;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.input.FieldReader.Place;
import java.util.List;
import java.util.Optional;

/**
 * An instance of a resource or data source, in a plan as it will be.
 *
 * @param type such as {@code aws_ecs_task_definition}
 * @param isData whether it is a data source
 * @param provider the provider it is of, with its alias, where a state file tells
 * @param values its attributes, those that are wanted
 * @param unknown which of them are known after apply
 */
record TerraformResource(
    TerraformAddress address,
    String type,
    boolean isData,
    Optional<String> provider,
    Place<Node.Mapping> values,
    Optional<Node.Mapping> unknown) {

  /** Returns {@code true} if the attribute, or something in it, is known after apply. */
  boolean isUnknown(String attribute) {
    return unknown
        .flatMap(all -> all.member(attribute))
        .filter(member -> isUnknown(member.value()))
        .isPresent();
  }

  /** Returns {@code true} if something in {@code after}, which tells what is unknown, is. */
  static boolean isUnknown(Node after) {
    if (after instanceof Node.Flag flag) {
      return flag.isTrue();
    }
    if (after instanceof Node.Sequence list) {
      return list.items().stream().anyMatch(TerraformResource::isUnknown);
    }
    return after instanceof Node.Mapping object
        && object.members().stream().anyMatch(member -> isUnknown(member.value()));
  }

  /** Says with {@code reader} that an attribute is not known yet, and that it is needed. */
  void reportUnknown(FieldReader reader, String attribute) {
    reader.report(
        values,
        DiagnosticCode.KNOWN_AFTER_APPLY,
        "`" + attribute + "` of " + quote(address.text()) + " is known only after apply",
        "apply the plan, and read what `terraform show -json` prints of the state then");
  }

  /** Returns the text of an attribute that is not empty. */
  Optional<FieldValue> text(FieldReader fields, String attribute) {
    return fields.text(values, attribute).filter(value -> !value.text().isEmpty());
  }

  /** Returns the texts of an attribute that may be null. */
  List<FieldValue> texts(FieldReader fields, String attribute) {
    return values.node().items(attribute).isEmpty() ? List.of() : fields.texts(values, attribute);
  }
}
