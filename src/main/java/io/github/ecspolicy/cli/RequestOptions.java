package io.github.ecspolicy.cli;

import io.github.ecspolicy.AwsEnvironment;
import io.github.ecspolicy.PolicyRequest;
import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.aws.Partition;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.reference.KeyInventory;
import io.github.ecspolicy.synthesis.PolicyKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** The options that say what to read and what the policy is for. */
final class RequestOptions {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIR|GLOB|-",
      description = {
        "Task definitions: files, folders (every *.json below them), globs, or - for standard"
            + " input. Each may be RegisterTaskDefinition input, DescribeTaskDefinition output, a"
            + " list of either, a bare list of container definitions, or one of these a line."
      })
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = "--account",
      paramLabel = "ID",
      converter = Account.class,
      description =
          "Account of the tasks. Default: from executionRoleArn or taskDefinitionArn, then"
              + " AWS_ACCOUNT_ID.")
  private Optional<String> account = Optional.empty();

  @Option(
      names = "--region",
      paramLabel = "REGION",
      converter = Region.class,
      description =
          "Region of the tasks. Default: from taskDefinitionArn, then AWS_REGION,"
              + " AWS_DEFAULT_REGION, the profile in the AWS config file.")
  private Optional<String> region = Optional.empty();

  @Option(
      names = "--kms-key",
      paramLabel = "NAME-PATTERN=KEY",
      converter = KeyRule.class,
      description = {
        "Customer key of the parameters and secrets whose names match; repeatable. * and ? are"
            + " wildcards, the most specific pattern counts. KEY is a key id, a key ARN, alias/NAME"
            + " or an alias ARN; alias/aws/ssm and alias/aws/secretsmanager need no permission."
      })
  private List<KeyInventory.Rule> keys = new ArrayList<>();

  @Option(
      names = "--kms-encryption-context",
      description = "Hold kms:Decrypt to the very parameters and secrets it is needed for.")
  private boolean encryptionContext;

  @Option(
      names = "--unknown-keys",
      paramLabel = "note|fail",
      description = "What a reference is whose key nobody named: a note (default) or an error.")
  private UnknownKeys unknownKeys = UnknownKeys.NOTE;

  @Option(
      names = "--templates",
      paramLabel = "DIR|aws-docs",
      description =
          "Folder with statement templates that replace the built-in ones file by file, or the"
              + " built-in set aws-docs, which writes a single statement as AWS's pages do.")
  private Optional<String> templates = Optional.empty();

  @Option(
      names = "--role-name",
      paramLabel = "NAME",
      converter = RoleName.class,
      description =
          "Only the policy of this execution role; also the role of task definitions that name"
              + " none.")
  private Optional<String> roleName = Optional.empty();

  @Option(names = "--merge", description = "One policy for all execution roles in the input.")
  private boolean merge;

  @Option(
      names = "--policy-name",
      paramLabel = "NAME",
      converter = PolicyName.class,
      description = "Name of the policy in IAM.")
  private Optional<String> policyName = Optional.empty();

  @Option(
      names = "--policy-kind",
      paramLabel = "inline|managed",
      description = "Whether the policy becomes part of the role (default) or a policy of its own.")
  private PolicyKind policyKind = PolicyKind.INLINE;

  /** What a reference is whose key nobody named. */
  enum UnknownKeys {
    NOTE,
    FAIL
  }

  PolicyRequest request(Terminal terminal) {
    return new PolicyRequest(
        new PolicyRequest.Inputs(inputs, terminal.folder(), terminal.in()),
        new TargetAccount(region, account),
        AwsEnvironment.defaults(terminal.variables(), terminal.home()),
        new KeyInventory(keys),
        new PolicyRequest.Roles(roleName, merge),
        new PolicyRequest.Shape(templates, encryptionContext, policyKind, policyName),
        unknownKeys == UnknownKeys.FAIL);
  }

  /** 12 digits. */
  static final class Account implements ITypeConverter<String> {
    @Override
    public String convert(String value) {
      return checked(value, TargetAccount.isAccount(value), "an account id has 12 digits");
    }
  }

  /** A Region of a known partition. */
  static final class Region implements ITypeConverter<String> {
    @Override
    public String convert(String value) {
      return checked(
          value, Partition.ofRegion(value).isPresent(), "a Region is written like eu-west-1");
    }
  }

  /** The name of a role, without its path. */
  static final class RoleName implements ITypeConverter<String> {
    @Override
    public String convert(String value) {
      boolean valid = ExecutionRole.parse(value).filter(role -> role.arn().isEmpty()).isPresent();
      return checked(value, valid, "a role is named by up to 64 letters, digits and +=,.@_-");
    }
  }

  /** The name of a policy. */
  static final class PolicyName implements ITypeConverter<String> {
    @Override
    public String convert(String value) {
      return checked(
          value,
          PolicyRequest.isPolicyName(value),
          "a policy is named by up to 128 letters, digits and +=,.@_-");
    }
  }

  /** {@code NAME-PATTERN=KEY}. */
  static final class KeyRule implements ITypeConverter<KeyInventory.Rule> {
    @Override
    public KeyInventory.Rule convert(String value) {
      return KeyInventory.Rule.parse(value)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + value + "' is not NAME-PATTERN=KEY, such as /prod/*=alias/app"));
    }
  }

  private static String checked(String value, boolean valid, String rule) {
    if (!valid) {
      throw new TypeConversionException("'" + value + "': " + rule);
    }
    return value;
  }
}
