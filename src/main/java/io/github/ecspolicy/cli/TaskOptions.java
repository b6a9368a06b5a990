package io.github.ecspolicy.cli;

import io.github.ecspolicy.AwsEnvironment;
import io.github.ecspolicy.PolicyRequest;
import io.github.ecspolicy.PolicyRequest.UnknownKeys;
import io.github.ecspolicy.SettingRule;
import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.cli.Command.UsageException;
import io.github.ecspolicy.diagnostic.Observation;
import io.github.ecspolicy.reference.KeyInventory;
import io.github.ecspolicy.reference.PolicyScope;
import io.github.ecspolicy.reference.Reference.Scope;
import io.github.ecspolicy.template.TemplateValues;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options that say how to read task definitions, and what is known of them. */
final class TaskOptions {
  private static final String STDIN = "-";

  private final Option<Boolean> skipUnsupported =
      Option.flag(
          "--skip-unsupported",
          "Leave out sources that are not evaluated, such as Terraform's or Copilot's, if there is"
              + " something else to read.");

  private final Option<Boolean> listSkipped =
      Option.flag("--verbose", "Name each file in a folder that holds no task definition.");

  private final Option<String> account =
      Option.of(
          "--account",
          "ID",
          SettingRule.ACCOUNT,
          "Account of the tasks. Default: from executionRoleArn or taskDefinitionArn, then"
              + " AWS_ACCOUNT_ID.");

  private final Option<String> region =
      Option.of(
          "--region",
          "REGION",
          SettingRule.REGION,
          "Region of the tasks. Default: from taskDefinitionArn, then AWS_REGION,"
              + " AWS_DEFAULT_REGION, the profile in the AWS config file.");

  private final Option<Scope> extent =
      Option.of(
          "--scope",
          "secrets|all",
          Scope.class,
          "secrets: parameters, secrets and what comes with them; attach it beside"
              + " AmazonECSTaskExecutionRolePolicy. all: images, logs and files too, so that no"
              + " managed policy is needed. Default: secrets; diff, and check and fleet of whole"
              + " roles, count all.");

  private final Option<String> pullThroughPrefixes =
      Option.of(
              "--pull-through-prefix",
              "PREFIX",
              SettingRule.PULL_THROUGH_PREFIX,
              "Repositories below this prefix (ROOT: all) are pull-through caches, whose images Amazon"
                  + " ECR imports; repeatable, with --scope all.")
          .repeatable();

  private final Option<Arn> extraRepositories =
      Option.of(
              "--extra-repository",
              "ARN",
              SettingRule.REPOSITORY,
              "One more ECR repository that is pulled from, such as that of a sidecar which no task"
                  + " definition shows; repeatable, with --scope all.")
          .repeatable();

  private final Option<Boolean> runtimeMonitoring =
      Option.flag(
          "--guardduty",
          "Amazon GuardDuty Runtime Monitoring adds its sidecar to the tasks on Fargate; with"
              + " --scope all.");

  private final Option<String> sourceVpces = sourceVpces("--scope all");

  private final Option<String> credentialSpecs =
      Option.of(
              "--credential-spec",
              "[LOCATION=]FILE",
              SettingRule.CREDENTIAL_SPEC,
              "The content of a domainless credential spec, which names a secret; repeatable. LOCATION"
                  + " is what the task definition has; without it the name of the file tells. Files"
                  + " beside an input are found by their name.")
          .repeatable();

  private final Option<KeyInventory.Rule> keys =
      Option.of(
              "--kms-key",
              "NAME-PATTERN=KEY",
              SettingRule.KMS_KEY,
              "Customer key of the parameters and secrets whose names match; repeatable. * and ? are"
                  + " wildcards, the most specific pattern counts. A parameter matches with or without"
                  + " its leading slash, a secret as it is named. KEY is a key id, a key ARN, alias/NAME"
                  + " or an alias ARN; alias/aws/ssm and alias/aws/secretsmanager need no permission.")
          .repeatable();

  private final Option<String> inventories =
      Option.of(
              "--inventory",
              "FILE|DIR|GLOB|-",
              SettingRule.NAME,
              "What the account holds and which key protects it, as the AWS CLI prints it: ssm"
                  + " describe-parameters, secretsmanager list-secrets --include-planned-deletion, kms"
                  + " list-aliases and the like; or a map from name patterns to keys. Named like the task"
                  + " definitions; repeatable.")
          .repeatable();

  private final Option<Map.Entry<String, String>> parameters =
      Option.of(
              "--parameter",
              "KEY=VALUE",
              SettingRule.PARAMETER,
              "Value of a parameter of a CloudFormation template; repeatable.")
          .repeatable();

  private final Option<String> parameterFiles =
      Option.of(
              "--parameters-file",
              "FILE",
              SettingRule.NAME,
              "Values of parameters as aws cloudformation takes them, or a map; repeatable. --parameter"
                  + " counts more.")
          .repeatable();

  private final Option<Map.Entry<String, String>> physicalIds =
      Option.of(
              "--physical-id",
              "ID[.ATTRIBUTE]=VALUE",
              SettingRule.PHYSICAL_ID,
              "What Ref gives for a resource of a CloudFormation template, GetAtt for an attribute of"
                  + " one, ImportValue for an export, or {{resolve:…}} looks up; repeatable. An"
                  + " --inventory that lists the resources of a stack says it too.")
          .repeatable();

  private final Option<UnknownKeys> unknownKeys = unknownKeys();

  private final Option<String> roleName = roleName();

  /** Returns the option for what is not known of keys. */
  static Option<UnknownKeys> unknownKeys() {
    return Option.of(
        "--unknown-keys",
        "note|fail",
        UnknownKeys.class,
        "What a reference is whose key nobody named: a note (default) or an error.");
  }

  /**
   * Returns the option for the ways in which images come.
   *
   * @param with what it is of use with
   */
  static Option<String> sourceVpces(String with) {
    return Option.of(
            "--source-vpce",
            "ID",
            SettingRule.SOURCE_VPCE,
            "Images are pulled through this VPC endpoint only; repeatable, with " + with + ".")
        .repeatable();
  }

  /** Returns the option for the role that counts. */
  static Option<String> roleName() {
    return Option.of(
        "--role-name",
        "NAME",
        SettingRule.ROLE_NAME,
        "Only the policy of this execution role; also the role of task definitions that name"
            + " none.");
  }

  List<Option<?>> options() {
    return List.of(
        skipUnsupported,
        listSkipped,
        account,
        region,
        extent,
        pullThroughPrefixes,
        extraRepositories,
        runtimeMonitoring,
        sourceVpces,
        credentialSpecs,
        keys,
        inventories,
        parameters,
        parameterFiles,
        physicalIds,
        unknownKeys,
        roleName);
  }

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
    if (inputs.contains(STDIN) && inventories.all().contains(STDIN)) {
      throw new UsageException(
          "standard input holds the task definitions or the inventory, not both");
    }
    return new PolicyRequest(
        new PolicyRequest.Inputs(
            inputs,
            inventories.all(),
            terminal.folder(),
            terminal.in(),
            credentialSpecs.all(),
            new TemplateValues(
                Optional.empty(), Optional.empty(), map(parameters.all()), map(physicalIds.all())),
            parameterFiles.all(),
            skipUnsupported.isGiven(),
            listSkipped.isGiven(),
            Observation.OF_DIGESTS),
        new TargetAccount(region.value(), account.value()),
        AwsEnvironment.defaults(terminal.variables(), terminal.home()),
        new PolicyScope(
            this.extent.value().orElse(extent),
            pullThroughPrefixes.all(),
            extraRepositories.all(),
            runtimeMonitoring.isGiven()),
        new KeyInventory(keys.all()),
        new PolicyRequest.Roles(roleName.value(), merge),
        shape,
        unknownKeys.value().orElse(UnknownKeys.NOTE));
  }

  /** Returns what of the role's work counts, if the user says it. */
  Optional<Scope> extent() {
    return extent.value();
  }

  /** Returns the VPC endpoints through which images are pulled. */
  List<String> sourceVpces() {
    return sourceVpces.all();
  }

  /** Returns {@code true} if the task definitions or an inventory come from standard input. */
  boolean readsStandardInput(List<String> inputs) {
    return inputs.contains(STDIN) || inventories.all().contains(STDIN);
  }

  /** The last value of a key counts. */
  private static Map<String, String> map(List<Map.Entry<String, String>> pairs) {
    Map<String, String> map = new HashMap<>();
    pairs.forEach(pair -> map.put(pair.getKey(), pair.getValue()));
    return map;
  }
}
