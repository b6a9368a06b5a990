package io.github.ecspolicy.cli;

import io.github.ecspolicy.AwsEnvironment;
import io.github.ecspolicy.PolicyRequest;
import io.github.ecspolicy.PolicyRequest.UnknownKeys;
import io.github.ecspolicy.SettingRule;
import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.diagnostic.Observation;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.reference.KeyInventory;
import io.github.ecspolicy.reference.PolicyScope;
import io.github.ecspolicy.reference.Reference.Scope;
import io.github.ecspolicy.template.TemplateValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The options that say how to read task definitions, and what is known of them. */
final class TaskOptions {
  private static final String STDIN = "-";

  @Option(
      names = "--skip-unsupported",
      description =
          "Leave out sources that are not evaluated, such as Terraform's or Copilot's, if there is"
              + " something else to read.")
  private boolean skipUnsupported;

  @Option(
      names = "--verbose",
      description = "Name each file in a folder that holds no task definition.")
  private boolean listSkipped;

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
      names = "--scope",
      paramLabel = "secrets|all",
      description =
          "secrets (default): parameters, secrets and what comes with them; attach it beside"
              + " AmazonECSTaskExecutionRolePolicy. all: images, logs and files too, so that no"
              + " managed policy is needed.")
  private Optional<Scope> extent = Optional.empty();

  @Option(
      names = "--pull-through-prefix",
      paramLabel = "PREFIX",
      converter = PullThroughPrefix.class,
      description =
          "Repositories below this prefix (ROOT: all) are pull-through caches, whose images Amazon"
              + " ECR imports; repeatable, with --scope all.")
  private List<String> pullThroughPrefixes = new ArrayList<>();

  @Option(
      names = "--extra-repository",
      paramLabel = "ARN",
      converter = Repository.class,
      description =
          "One more ECR repository that is pulled from, such as that of a sidecar which no task"
              + " definition shows; repeatable, with --scope all.")
  private List<Arn> extraRepositories = new ArrayList<>();

  @Option(
      names = "--guardduty",
      description =
          "Amazon GuardDuty Runtime Monitoring adds its sidecar to the tasks on Fargate; with"
              + " --scope all.")
  private boolean runtimeMonitoring;

  @Option(
      names = "--source-vpce",
      paramLabel = "ID",
      converter = SourceVpce.class,
      description =
          "Images are pulled through this VPC endpoint only; repeatable, with --scope all.")
  private List<String> sourceVpces = new ArrayList<>();

  @Option(
      names = "--credential-spec",
      paramLabel = "[LOCATION=]FILE",
      converter = CredentialSpec.class,
      description =
          "The content of a domainless credential spec, which names a secret; repeatable. LOCATION"
              + " is what the task definition has; without it the name of the file tells. Files"
              + " beside an input are found by their name.")
  private List<String> credentialSpecs = new ArrayList<>();

  @Option(
      names = "--kms-key",
      paramLabel = "NAME-PATTERN=KEY",
      converter = KeyRule.class,
      description = {
        "Customer key of the parameters and secrets whose names match; repeatable. * and ? are"
            + " wildcards, the most specific pattern counts. A parameter matches with or without"
            + " its leading slash, a secret as it is named. KEY is a key id, a key ARN, alias/NAME"
            + " or an alias ARN; alias/aws/ssm and alias/aws/secretsmanager need no permission."
      })
  private List<KeyInventory.Rule> keys = new ArrayList<>();

  @Option(
      names = "--inventory",
      paramLabel = "FILE|DIR|GLOB|-",
      converter = Name.class,
      description = {
        "What the account holds and which key protects it, as the AWS CLI prints it: ssm"
            + " describe-parameters, secretsmanager list-secrets --include-planned-deletion, kms"
            + " list-aliases and the like; or a map from name patterns to keys. Named like the task"
            + " definitions; repeatable."
      })
  private List<String> inventories = new ArrayList<>();

  @Option(
      names = "--parameter",
      paramLabel = "KEY=VALUE",
      converter = TemplateParameter.class,
      description = "Value of a parameter of a CloudFormation template; repeatable.")
  private List<Map.Entry<String, String>> parameters = new ArrayList<>();

  @Option(
      names = "--parameters-file",
      paramLabel = "FILE",
      converter = Name.class,
      description =
          "Values of parameters as aws cloudformation takes them, or a map; repeatable. --parameter"
              + " counts more.")
  private List<String> parameterFiles = new ArrayList<>();

  @Option(
      names = "--physical-id",
      paramLabel = "ID[.ATTRIBUTE]=VALUE",
      converter = PhysicalId.class,
      description =
          "What Ref gives for a resource of a CloudFormation template, GetAtt for an attribute of"
              + " one, ImportValue for an export, or {{resolve:…}} looks up; repeatable. An"
              + " --inventory that lists the resources of a stack says it too.")
  private List<Map.Entry<String, String>> physicalIds = new ArrayList<>();

  @Option(
      names = "--unknown-keys",
      paramLabel = "note|fail",
      description = "What a reference is whose key nobody named: a note (default) or an error.")
  private UnknownKeys unknownKeys = UnknownKeys.NOTE;

  @Option(
      names = "--role-name",
      paramLabel = "NAME",
      converter = RoleName.class,
      description =
          "Only the policy of this execution role; also the role of task definitions that name"
              + " none.")
  private Optional<String> roleName = Optional.empty();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /**
   * Returns what the options ask for.
   *
   * @param inputs which task definitions to read
   * @param extent what of the role's work counts unless the user says it
   * @param merge one policy for everything, whatever the roles
   * @param shape what the policies look like
   */
  PolicyRequest request(
      Terminal terminal,
      List<String> inputs,
      Scope extent,
      boolean merge,
      PolicyRequest.Shape shape) {
    if (inputs.contains(STDIN) && inventories.contains(STDIN)) {
      throw new ParameterException(
          command.commandLine(),
          "standard input holds the task definitions or the inventory, not both");
    }
    return new PolicyRequest(
        new PolicyRequest.Inputs(
            inputs,
            inventories,
            terminal.folder(),
            terminal.in(),
            credentialSpecs,
            new TemplateValues(
                Optional.empty(), Optional.empty(), map(parameters), map(physicalIds)),
            parameterFiles,
            skipUnsupported,
            listSkipped,
            Observation.OF_DIGESTS),
        new TargetAccount(region, account),
        AwsEnvironment.defaults(terminal.variables(), terminal.home()),
        new PolicyScope(
            this.extent.orElse(extent), pullThroughPrefixes, extraRepositories, runtimeMonitoring),
        new KeyInventory(keys),
        new PolicyRequest.Roles(roleName, merge),
        shape,
        unknownKeys);
  }

  /** Returns what of the role's work counts, if the user says it. */
  Optional<Scope> extent() {
    return extent;
  }

  /** Returns the VPC endpoints through which images are pulled. */
  List<String> sourceVpces() {
    return sourceVpces;
  }

  /** Returns {@code true} if the task definitions or an inventory come from standard input. */
  boolean readsStandardInput(List<String> inputs) {
    return inputs.contains(STDIN) || inventories.contains(STDIN);
  }

  /** The last value of a key counts. */
  private static Map<String, String> map(List<Map.Entry<String, String>> pairs) {
    Map<String, String> map = new HashMap<>();
    pairs.forEach(pair -> map.put(pair.getKey(), pair.getValue()));
    return map;
  }

  /** Reads what a rule allows. */
  abstract static class RuleConverter<T> implements ITypeConverter<T> {
    private final SettingRule<T> rule;

    RuleConverter(SettingRule<T> rule) {
      this.rule = rule;
    }

    @Override
    public T convert(String value) {
      return rule.parse()
          .apply(value)
          .orElseThrow(
              () -> new TypeConversionException(Quotation.quote(value) + ": " + rule.words()));
    }
  }

  static final class Account extends RuleConverter<String> {
    Account() {
      super(SettingRule.ACCOUNT);
    }
  }

  static final class Region extends RuleConverter<String> {
    Region() {
      super(SettingRule.REGION);
    }
  }

  static final class RoleName extends RuleConverter<String> {
    RoleName() {
      super(SettingRule.ROLE_NAME);
    }
  }

  /** The name of a file or folder. */
  static final class Name extends RuleConverter<String> {
    Name() {
      super(SettingRule.NAME);
    }
  }

  static final class CredentialSpec extends RuleConverter<String> {
    CredentialSpec() {
      super(SettingRule.CREDENTIAL_SPEC);
    }
  }

  static final class PullThroughPrefix extends RuleConverter<String> {
    PullThroughPrefix() {
      super(SettingRule.PULL_THROUGH_PREFIX);
    }
  }

  static final class Repository extends RuleConverter<Arn> {
    Repository() {
      super(SettingRule.REPOSITORY);
    }
  }

  static final class SourceVpce extends RuleConverter<String> {
    SourceVpce() {
      super(SettingRule.SOURCE_VPCE);
    }
  }

  static final class TemplateParameter extends RuleConverter<Map.Entry<String, String>> {
    TemplateParameter() {
      super(SettingRule.PARAMETER);
    }
  }

  static final class PhysicalId extends RuleConverter<Map.Entry<String, String>> {
    PhysicalId() {
      super(SettingRule.PHYSICAL_ID);
    }
  }

  static final class KeyRule extends RuleConverter<KeyInventory.Rule> {
    KeyRule() {
      super(SettingRule.KMS_KEY);
    }
  }
}
