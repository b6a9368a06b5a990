package io.github.ecspolicy.check;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecspolicy.authorization.WrittenPolicy;
import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.diagnostic.Hint;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.synthesis.PolicyKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What IAM does not take of policies, and what nobody has shown.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">IAM
 *     quotas</a>
 */
final class PolicyLimits {
  private static final int HIGHEST_CHARACTER = 0xff;

  private PolicyLimits() {}

  static List<Finding> of(RolePermissions role, String name) {
    List<Finding> findings = new ArrayList<>();
    int inline = 0;
    for (WrittenPolicy policy : role.written().policies()) {
      int size = policy.document().toString().length();
      switch (policy.kind()) {
        case INLINE -> inline += size;
        case MANAGED -> {
          if (size > PolicyKind.MANAGED.quota()) {
            findings.add(
                tooLong(
                    name, policy.name(), quote(policy.name()) + " has ", size, PolicyKind.MANAGED));
          }
        }
        case AWS_MANAGED, GIVEN, BOUNDARY, TRUST, KEY, SECRET -> {
          // Not the user's to shorten, or it is not known what quota it is under.
        }
      }
      Optional<String> foreign = foreignCharacters(policy.document(), "");
      if (foreign.isPresent()) {
        findings.add(
            Finding.of(
                    FindingCode.POLICY_CHARACTERS,
                    name,
                    policy.name(),
                    "IAM takes no characters above U+00FF, and "
                        + quote(policy.name())
                        + " has some",
                    Hint.of("write `?` for each of them"))
                .at(policy.locate(foreign.get())));
      }
    }
    if (inline > PolicyKind.INLINE.quota()) {
      findings.add(
          tooLong(
              name,
              "all inline policies together",
              "all inline policies of the role together have ",
              inline,
              PolicyKind.INLINE));
    }
    for (String arn : role.written().unknownPolicies()) {
      findings.add(unknown(name, arn));
    }
    role.written().unknownBoundary().ifPresent(arn -> findings.add(unknown(name, arn)));
    return findings;
  }

  /** Where the first text with such characters stands. */
  private static Optional<String> foreignCharacters(JsonNode node, String pointer) {
    if (node.isTextual() && isForeign(node.asText())) {
      return Optional.of(pointer);
    }
    List<Map.Entry<String, JsonNode>> parts = new ArrayList<>(node.properties());
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      parts.add(Map.entry(Integer.toString(i), node.get(i)));
    }
    return parts.stream()
        .flatMap(
            part ->
                isForeign(part.getKey())
                    ? Stream.of(pointer)
                    : foreignCharacters(part.getValue(), pointer + "/" + part.getKey()).stream())
        .findFirst();
  }

  private static boolean isForeign(String text) {
    return text.codePoints().anyMatch(c -> c > HIGHEST_CHARACTER);
  }

  private static Finding tooLong(
      String name, String subject, String whatHas, int size, PolicyKind kind) {
    return Finding.of(
        FindingCode.POLICY_SIZE,
        name,
        subject,
        whatHas + size + " characters without white space, IAM takes " + kind.quota(),
        Hint.of("write it again with ", Setting.COMPACT, " or ", Setting.SPLIT));
  }

  private static Finding unknown(String name, String arn) {
    if (!arn.startsWith(Arn.PREFIX) && arn.contains("aws_iam_")) {
      return Finding.of(
          FindingCode.POLICY_UNKNOWN,
          name,
          arn,
          "what " + quote(arn) + " allows the role is known only after apply",
          Hint.of("apply the plan, and read what `terraform show -json` prints of the state then"));
    }
    return Finding.of(
        FindingCode.POLICY_UNKNOWN,
        name,
        arn,
        "nobody has shown what " + quote(arn) + " says, which is attached to the role",
        Hint.of(
            "give what `aws iam get-policy-version` prints of it, or the whole of ",
            "`aws iam get-account-authorization-details`"));
  }
}
