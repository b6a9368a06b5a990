package io.github.ecspolicy;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.aws.ImageReference;
import io.github.ecspolicy.aws.Partition;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.input.CredentialSpecFile;
import io.github.ecspolicy.reference.KeyInventory;
import io.github.ecspolicy.reference.PolicyScope;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a setting of text may hold; the same in every front end.
 *
 * @param parse returns the value, or empty if the text is not one
 * @param words the rule, as it follows the text in a message
 */
public record SettingRule<T>(Function<String, Optional<T>> parse, String words) {
  /** 12 digits. */
  public static final SettingRule<String> ACCOUNT =
      text(TargetAccount::isAccount, "an account id has 12 digits");

  /** A Region of a known partition. */
  public static final SettingRule<String> REGION =
      text(
          region -> Partition.ofRegion(region).isPresent(), "a Region is written like `eu-west-1`");

  /** The name of a role, without its path. */
  public static final SettingRule<String> ROLE_NAME =
      text(
          name -> ExecutionRole.parse(name).filter(role -> role.arn().isEmpty()).isPresent(),
          "a role is named by up to 64 letters, digits and `+=,.@_-`");

  /** The name of a policy. */
  public static final SettingRule<String> POLICY_NAME =
      text(
          PolicyRequest::isPolicyName,
          "a policy is named by up to 128 letters, digits and `+=,.@_-`");

  /** The name of a file or folder. */
  public static final SettingRule<String> NAME =
      text(name -> !name.isBlank(), "a name is needed, a variable that is not set gives none");

  /** {@code FILE} or {@code LOCATION=FILE}. */
  public static final SettingRule<String> CREDENTIAL_SPEC =
      text(
          each -> CredentialSpecFile.parse(each).isPresent(),
          "the content of a credential spec is given as `FILE`, or as `LOCATION=FILE` with the"
              + " location that the task definition has; it is not read from standard input");

  /** The ARN of an ECR repository. */
  public static final SettingRule<Arn> REPOSITORY =
      new SettingRule<>(
          text ->
              Arn.parse(text)
                  .filter(arn -> arn.service().equals("ecr"))
                  .filter(arn -> TargetAccount.isAccount(arn.account()))
                  .filter(
                      arn ->
                          Partition.ofRegion(arn.region())
                              .filter(partition -> partition.id().equals(arn.partition()))
                              .isPresent())
                  .filter(arn -> arn.resource().startsWith("repository/"))
                  .filter(
                      arn ->
                          ImageReference.isRepository(
                              arn.resource().substring("repository/".length()))),
          "a repository is given as `arn:aws:ecr:REGION:ACCOUNT:repository/NAME`");

  /**
   * The prefix of a pull-through cache rule, without the slash that Amazon ECR assumes at its end.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreatePullThroughCacheRule.html">
   *     CreatePullThroughCacheRule</a>
   */
  public static final SettingRule<String> PULL_THROUGH_PREFIX =
      new SettingRule<>(
          text ->
              Optional.of(text.endsWith("/") ? text.substring(0, text.length() - 1) : text)
                  .filter(
                      prefix ->
                          prefix.equals(PolicyScope.ROOT) || ImageReference.isRepository(prefix)),
          "a prefix is the start of the names of repositories, such as `docker-hub`, or `ROOT` for"
              + " all");

  /** The id of a VPC endpoint. */
  public static final SettingRule<String> SOURCE_VPCE =
      text(
          id -> id.matches("vpce-([0-9a-f]{8}|[0-9a-f]{17})"),
          "the id of a VPC endpoint is written like `vpce-0123456789abcdef0`");

  /** {@code KEY=VALUE}: the value of a parameter of a template. */
  public static final SettingRule<Map.Entry<String, String>> PARAMETER =
      pair(
          "[A-Za-z0-9]{1,255}",
          "the value of a parameter is given as `KEY=VALUE`; a key is made of letters and digits");

  /**
   * {@code LogicalId=VALUE}, {@code LogicalId.Attribute=VALUE}, {@code ExportName=VALUE} or <code>
   * {{resolve:…}}=VALUE</code>.
   */
  public static final SettingRule<Map.Entry<String, String>> PHYSICAL_ID =
      pair(
          "[A-Za-z0-9:-]{1,255}(\\.[A-Za-z0-9.]{1,255})?|\\{\\{resolve:[^{}=]{1,2048}\\}\\}",
          "what AWS makes of a resource is given as `LogicalId=VALUE` or"
              + " `LogicalId.Attribute=VALUE`, what another stack exports as `ExportName=VALUE`,"
              + " what it looks up as `{{resolve:…}}=VALUE`");

  /** {@code NAME-PATTERN=KEY}. */
  public static final SettingRule<KeyInventory.Rule> KMS_KEY =
      new SettingRule<>(
          KeyInventory.Rule::parse,
          "a key is given as `NAME-PATTERN=KEY`, such as `/prod/*=alias/app`; the key is a key id,"
              + " a key ARN, `alias/NAME` or an alias ARN");

  private static SettingRule<Map.Entry<String, String>> pair(String key, String words) {
    Pattern name = Pattern.compile(key);
    return new SettingRule<>(
        text -> {
          int equals = text.indexOf('=');
          return equals > 0 && name.matcher(text.substring(0, equals)).matches()
              ? Optional.of(Map.entry(text.substring(0, equals), text.substring(equals + 1)))
              : Optional.empty();
        },
        words);
  }

  private static SettingRule<String> text(Predicate<String> isValid, String words) {
    return new SettingRule<>(text -> Optional.of(text).filter(isValid), words);
  }
}
