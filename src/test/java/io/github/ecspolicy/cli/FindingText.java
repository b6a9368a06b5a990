package io.github.ecspolicy.cli;

import io.github.ecspolicy.check.Finding;
import io.github.ecspolicy.check.Witness;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.iam.AccessRequest;
import io.github.ecspolicy.iam.Condition;
import io.github.ecspolicy.iam.Statement;
import io.github.ecspolicy.reference.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A finding as cases write it down: what it says and not in which words. Places are files with the
 * JSON Pointer in them. Where a case writes {@code …}, any text may stand.
 *
 * <pre>{@code
 * missing-permission of ROLE
 * at input.json /containerDefinitions/0/secrets/0/valueFrom
 * needed by TASK CONTAINER input.json /containerDefinitions/0/secrets/0/valueFrom
 * in policy.json /Statement/0
 * add ACTION on RESOURCE
 * request ACTION on RESOURCE not allowed, should be allowed
 * ECS says ResourceInitializationError: …
 * }</pre>
 */
final class FindingText {
  private static final String ANYTHING = "…";

  private FindingText() {}

  static String of(Finding finding) {
    List<String> lines = new ArrayList<>();
    lines.add(finding.code() + " of " + finding.role());
    finding.location().ifPresent(place -> lines.add("at " + place(place)));
    finding.neededBy().forEach(reference -> lines.add("needed by " + need(reference)));
    finding.statement().ifPresent(statement -> lines.add("in " + place(statement.location())));
    finding.toAdd().ifPresent(statement -> lines.add("add " + statement(statement)));
    finding.witness().ifPresent(witness -> lines.add("request " + witness(witness)));
    finding.startError().ifPresent(error -> lines.add("ECS says " + error));
    return String.join("\n", lines);
  }

  static String of(Diagnostic diagnostic) {
    return diagnostic.severity().word()
        + " "
        + diagnostic.code()
        + diagnostic.location().map(place -> " " + place(place)).orElse("");
  }

  /** Returns {@code true} if a case that has {@code expected} means {@code actual}. */
  static boolean matches(String expected, String actual) {
    String[] parts = expected.split(ANYTHING, -1);
    if (!actual.startsWith(parts[0])) {
      return false;
    }
    int end = parts[0].length();
    for (int i = 1; i < parts.length; i++) {
      boolean isLast = i == parts.length - 1;
      int start = isLast ? actual.length() - parts[i].length() : actual.indexOf(parts[i], end);
      if (start < end || !actual.startsWith(parts[i], start) || hasLineEnd(actual, end, start)) {
        return false;
      }
      end = start + parts[i].length();
    }
    return end == actual.length();
  }

  private static boolean hasLineEnd(String text, int start, int end) {
    return text.substring(start, end).contains("\n");
  }

  private static String place(SourceLocation place) {
    return (place.source() + " " + place.pointer()).strip();
  }

  private static String need(Reference reference) {
    return reference.task()
        + reference.container().map(name -> " " + name).orElse("")
        + " "
        + place(reference.value().location());
  }

  private static String statement(Statement statement) {
    return statement.effect().name().toLowerCase(Locale.ROOT)
        + " "
        + String.join(", ", statement.actions())
        + " on "
        + String.join(", ", statement.resources())
        + statement.conditions().stream().map(FindingText::condition).collect(Collectors.joining());
  }

  private static String condition(Condition condition) {
    return " if "
        + condition.key()
        + " "
        + condition.operator()
        + " "
        + String.join(", ", condition.values());
  }

  private static String witness(Witness witness) {
    AccessRequest request = witness.request();
    return request.action()
        + " on "
        + request.resource()
        + request.context().entrySet().stream()
            .filter(each -> isTold(each.getKey()))
            .map(each -> " with " + each.getKey() + " " + String.join(", ", each.getValue()))
            .collect(Collectors.joining())
        + " "
        + words(witness.given())
        + ", should be "
        + words(witness.needed());
  }

  /** What every call has is not worth telling. */
  private static boolean isTold(String key) {
    return !List.of(
            "aws:RequestedRegion",
            "aws:SecureTransport",
            "aws:ViaAWSService",
            "secretsmanager:SecretId")
        .contains(key);
  }

  private static String words(Enum<?> decision) {
    return decision.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
