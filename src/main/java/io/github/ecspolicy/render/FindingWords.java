package io.github.ecspolicy.render;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.check.AttachedStatement;
import io.github.ecspolicy.check.Finding;
import io.github.ecspolicy.check.FindingCode.Category;
import io.github.ecspolicy.check.RoleCheck;
import io.github.ecspolicy.check.Witness;
import io.github.ecspolicy.diagnostic.Dialect;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.iam.Decision;
import io.github.ecspolicy.reference.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The parts of a finding in words, with user text in backticks; stand-ins are still in them. */
final class FindingWords {
  private FindingWords() {}

  /** Returns all there is to say about {@code finding}, as people read it. */
  static List<String> lines(Finding finding, Dialect dialect) {
    List<String> lines = new ArrayList<>();
    lines.add(
        finding.location().map(place -> place + ": ").orElse("")
            + finding.severity().word()
            + "["
            + finding.code()
            + "]: "
            + finding.message());
    finding.neededBy().forEach(reference -> lines.add("needed by: " + field(reference)));
    finding.statement().ifPresent(statement -> lines.add("policy: " + place(statement)));
    finding.startError().ifPresent(error -> lines.add("ECS says: " + error));
    finding.toAdd().ifPresent(statement -> lines.add("add: " + statement.toJsonNode()));
    finding.witness().ifPresent(witness -> lines.add("for example: " + example(witness)));
    lines.add("hint: " + finding.cure().in(dialect));
    return lines;
  }

  /** Returns where a need stands and whose it is. */
  static String field(Reference reference) {
    return reference.value().location() + " " + owner(reference);
  }

  /** Returns whose a need is. */
  static String owner(Reference reference) {
    return "task definition "
        + quote(reference.task())
        + reference.container().map(name -> ", container " + quote(name)).orElse("")
        + ", "
        + Quotation.visible(reference.value().location().pointer().toString());
  }

  /** Returns where a statement stands and which one it is. */
  static String place(AttachedStatement statement) {
    return statement.location() + " " + statement.title();
  }

  /** Returns the request that shows a finding, with both answers. */
  static String example(Witness witness) {
    return RequestWords.request(witness.request())
        + " is "
        + RequestWords.answer(witness.given())
        + ", and should "
        + wanted(witness);
  }

  private static String wanted(Witness witness) {
    boolean isPlainNo =
        witness.given() == Decision.ALLOWED && witness.needed() == Decision.IMPLICITLY_DENIED;
    return isPlainNo ? "not be" : "be " + RequestWords.answer(witness.needed());
  }

  /** Returns what a role without a finding of {@code category} is. */
  static String absence(Category category) {
    return switch (category) {
      case MISSING -> "nothing is missing";
      case BROADER -> "nothing is broader than needed";
      case UNUSED -> "nothing is unused";
      case OTHER -> "nothing else is the matter";
    };
  }

  /** Returns {@code constant} as programs read it. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns how many findings of {@code category} there are on {@code role}. */
  static long count(RoleCheck role, Category category) {
    return role.findings().stream()
        .filter(finding -> finding.code().category() == category)
        .count();
  }
}
