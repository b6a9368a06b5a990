package io.github.ecspolicy.authorization;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ecspolicy.authorization.WrittenPolicy.Kind;
import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.diagnostic.SourceLocation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The managed policies of AWS's own that people attach to execution roles, by their ARNs.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html">AWS
 *     managed policies</a>
 */
public final class ManagedPolicies {
  private static final String AWS = "aws";
  private static final String FOLDER = "managed-policies/";

  /** Some have a path, which is part of what tells them apart. */
  private static final Pattern PATH = Pattern.compile("policy/((?:[A-Za-z0-9-]+/)?[\\w-]+)");

  private ManagedPolicies() {}

  /** Returns {@code true} if {@code arn} is of a policy of AWS's own. */
  public static boolean isOfAws(String arn) {
    return Arn.parse(arn)
        .filter(each -> each.service().equals("iam") && each.account().equals(AWS))
        .isPresent();
  }

  /**
   * Returns the policy with this ARN, in any partition; empty if it is not one of those known.
   *
   * @param at where it is named
   */
  public static Optional<WrittenPolicy> of(String arn, SourceLocation at) {
    Optional<String> name =
        Arn.parse(arn)
            .filter(each -> isOfAws(arn))
            .map(each -> PATH.matcher(each.resource()))
            .filter(Matcher::matches)
            .map(path -> path.group(1));
    return name.flatMap(each -> read(each, arn, at));
  }

  private static Optional<WrittenPolicy> read(String name, String arn, SourceLocation at) {
    try (InputStream document =
        ManagedPolicies.class.getResourceAsStream(FOLDER + name + ".json")) {
      return document == null
          ? Optional.empty()
          : Optional.of(
              new WrittenPolicy(
                  Kind.AWS_MANAGED, arn, new JsonMapper().readTree(document), at, Map.of()));
    } catch (IOException e) {
      throw new UncheckedIOException(name + " in the jar cannot be read", e);
    }
  }
}
