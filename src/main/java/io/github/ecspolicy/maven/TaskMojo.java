package io.github.ecspolicy.maven;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.AwsEnvironment;
import io.github.ecspolicy.PolicyRequest;
import io.github.ecspolicy.PolicyRequest.UnknownKeys;
import io.github.ecspolicy.SettingRule;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.Dialect;
import io.github.ecspolicy.diagnostic.Hint;
import io.github.ecspolicy.diagnostic.Observation;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.diagnostic.Severity;
import io.github.ecspolicy.reference.KeyInventory;
import io.github.ecspolicy.reference.PolicyScope;
import io.github.ecspolicy.reference.Reference.Scope;
import io.github.ecspolicy.template.TemplateValues;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugins.annotations.Parameter;

/** The parameters that say which task definitions to read, and what is known of them. */
abstract class TaskMojo extends AbstractMojo {
  private static final String DEFAULT_INPUT = "src/main/ecs";
  private static final String ENVIRONMENT = "env.";
  private static final Hint.Part FILE_SETS = new Hint.Text("`<fileSets>`");

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  // The project's folder, or the working folder where there is no project.
  @Parameter(defaultValue = "${basedir}", readonly = true, required = true)
  private File basedir;

  /**
   * Task definitions in JSON or YAML: files, folders (all such files below them) or globs, relative
   * to the project's folder. Each file may be RegisterTaskDefinition input, DescribeTaskDefinition
   * output, a list of either, a bare list of container definitions, or one of these a line; the
   * like of AWS Batch, Express Mode and daemons; a template of CloudFormation, CDK or SAM; a plan
   * or state of Terraform; or an export of Pulumi. If neither this nor {@code fileSets} is set, the
   * folder {@code src/main/ecs}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.inputs")
  private List<String> inputs;

  /**
   * More task definitions: for each file set the files of a {@code directory} that match {@code
   * includes} (default {@code **}{@code /*.json}) and do not match {@code excludes}.
   *
   * @since 0.1.0
   */
  @Parameter private List<FileSet> fileSets;

  /**
   * Leaves out sources that are not evaluated, such as Terraform's or Copilot's, if there is
   * something else to read.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.skipUnsupported", defaultValue = "false")
  private boolean skipUnsupported;

  /**
   * Names each file in a folder that holds no task definition.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.verbose", defaultValue = "false")
  private boolean verbose;

  /**
   * Account of the tasks. Default: from {@code executionRoleArn} or {@code taskDefinitionArn}, then
   * the environment variable {@code AWS_ACCOUNT_ID}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.account")
  private String account;

  /**
   * Region of the tasks. Default: from {@code taskDefinitionArn}, then the environment variables
   * {@code AWS_REGION} and {@code AWS_DEFAULT_REGION}, then the profile in the AWS config file.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.region")
  private String region;

  /**
   * What of the role's work counts. {@code secrets}: parameters, secrets and what comes with them,
   * for a policy that is attached beside {@code AmazonECSTaskExecutionRolePolicy}. {@code all}:
   * images, logs and files too, so that no managed policy is needed. Default: {@code secrets}; for
   * {@code check}, {@code all} where all that is attached to the role is known.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.scope")
  private String scope;

  /**
   * Repositories below these prefixes ({@code ROOT}: all) are pull-through caches, whose images
   * Amazon ECR imports; with the scope {@code all}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.pullThroughPrefixes")
  private List<String> pullThroughPrefixes;

  /**
   * ARNs of more ECR repositories that are pulled from, such as those of sidecars which no task
   * definition shows; with the scope {@code all}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.extraRepositories")
  private List<String> extraRepositories;

  /**
   * Amazon GuardDuty Runtime Monitoring adds its sidecar to the tasks on Fargate; with the scope
   * {@code all}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.guardDuty", defaultValue = "false")
  private boolean guardDuty;

  /**
   * Images are pulled through these VPC endpoints only; with the scope {@code all}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.sourceVpces")
  private List<String> sourceVpces;

  /**
   * Files with the content of domainless credential specs, which name a secret, each as {@code
   * FILE} or {@code LOCATION=FILE} with the location that the task definition has. Files beside an
   * input are found by their name.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.credentialSpecs")
  private List<String> credentialSpecs;

  /**
   * Customer keys, each as {@code NAME-PATTERN=KEY}: the key of the parameters and secrets whose
   * names match. {@code *} and {@code ?} are wildcards, the most specific pattern counts. {@code
   * KEY} is a key id, a key ARN, {@code alias/NAME} or an alias ARN; {@code alias/aws/ssm} and
   * {@code alias/aws/secretsmanager} need no permission.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.kmsKeys")
  private List<String> kmsKeys;

  /**
   * What the account holds and which key protects it, as the AWS CLI prints it: {@code ssm
   * describe-parameters}, {@code secretsmanager list-secrets --include-planned-deletion}, {@code
   * kms list-aliases} and the like; or a map from name patterns to keys. Files, folders or globs
   * like {@code inputs}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.inventories")
  private List<String> inventories;

  /**
   * Values of parameters of CloudFormation templates, each as {@code KEY=VALUE}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.parameters")
  private List<String> parameters;

  /**
   * Files with values of parameters, as {@code aws cloudformation} takes them, or maps; {@code
   * parameters} counts more.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.parametersFiles")
  private List<String> parametersFiles;

  /**
   * What {@code Ref}, or {@code Fn::GetAtt} of an attribute, gives for resources of CloudFormation
   * templates, each as {@code LogicalId=VALUE} or {@code LogicalId.Attribute=VALUE}, {@code
   * Fn::ImportValue} for exports, as {@code ExportName=VALUE}, and dynamic references look up, as
   * <code>{{resolve:…}}=VALUE</code>. Or give the output of {@code aws cloudformation
   * describe-stack-resources} as one of {@code inventories}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.physicalIds")
  private List<String> physicalIds;

  /**
   * What a reference is whose key nobody named: {@code note}, or {@code fail} for an error.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.unknownKeys", defaultValue = "note")
  private String unknownKeys;

  /**
   * Only the policy of this execution role; also the role of task definitions that name none.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.roleName")
  private String roleName;

  /**
   * Does nothing.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.skip", defaultValue = "false")
  private boolean skip;

  /**
   * Fails the build on warnings too, after the output is written.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.strict", defaultValue = "false")
  private boolean strict;

  /**
   * Goes on with what could be understood, even if something could not; the build fails all the
   * same, since the result is incomplete.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.keepGoing", defaultValue = "false")
  private boolean keepGoing;

  /**
   * Logs no notes and no warnings.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.quiet", defaultValue = "false")
  private boolean quiet;

  /** Returns the folder that relative paths start from. */
  final Path base() {
    return basedir.toPath();
  }

  /**
   * Returns what the parameters ask for; only of use if {@code check} finds nothing wrong.
   *
   * @param usual what of the role's work counts unless the user says it
   * @param merge one policy for everything, whatever the roles
   * @param shape returns what the policies look like; asked last, so that problems are named in the
   *     order in which parameters are described
   */
  final PolicyRequest request(
      ConfigurationCheck check, Scope usual, boolean merge, Supplier<PolicyRequest.Shape> shape) {
    TargetAccount given =
        new TargetAccount(
            check.value(Setting.REGION, region, SettingRule.REGION),
            check.value(Setting.ACCOUNT, account, SettingRule.ACCOUNT));
    Optional<String> role = check.value(Setting.ROLE_NAME, roleName, SettingRule.ROLE_NAME);
    Optional<UnknownKeys> unknown =
        check.choice(Setting.UNKNOWN_KEYS, unknownKeys, UnknownKeys.values(), TaskMojo::word);
    return new PolicyRequest(
        new PolicyRequest.Inputs(
            arguments(check),
            names(inventories),
            base(),
            System.in,
            values(check, Setting.CREDENTIAL_SPEC, credentialSpecs, SettingRule.CREDENTIAL_SPEC),
            templateValues(check),
            names(parametersFiles),
            skipUnsupported,
            verbose,
            Observation.OF_DIGESTS),
        given,
        environment(),
        policyScope(check, usual),
        new KeyInventory(values(check, Setting.KMS_KEY, kmsKeys, SettingRule.KMS_KEY)),
        new PolicyRequest.Roles(role, merge),
        shape.get(),
        unknown.orElse(UnknownKeys.NOTE));
  }

  /** Returns what of the role's work counts, if the user says it and says it right. */
  final Optional<Scope> extent() {
    return Stream.of(Scope.values()).filter(each -> word(each).equals(scope)).findFirst();
  }

  /** Returns the VPC endpoints through which images are pulled. */
  final List<String> sourceVpces(ConfigurationCheck check) {
    return values(check, Setting.SOURCE_VPCE, sourceVpces, SettingRule.SOURCE_VPCE);
  }

  private TemplateValues templateValues(ConfigurationCheck check) {
    return new TemplateValues(
        Optional.empty(),
        Optional.empty(),
        map(values(check, Setting.PARAMETER, parameters, SettingRule.PARAMETER)),
        map(values(check, Setting.PHYSICAL_ID, physicalIds, SettingRule.PHYSICAL_ID)));
  }

  /** The last value of a key counts. */
  private static Map<String, String> map(List<Map.Entry<String, String>> pairs) {
    Map<String, String> map = new HashMap<>();
    pairs.forEach(pair -> map.put(pair.getKey(), pair.getValue()));
    return map;
  }

  private PolicyScope policyScope(ConfigurationCheck check, Scope usual) {
    Optional<Scope> extent = check.choice(Setting.SCOPE, scope, Scope.values(), TaskMojo::word);
    return new PolicyScope(
        extent.orElse(usual),
        values(
            check,
            Setting.PULL_THROUGH_PREFIX,
            pullThroughPrefixes,
            SettingRule.PULL_THROUGH_PREFIX),
        values(check, Setting.EXTRA_REPOSITORY, extraRepositories, SettingRule.REPOSITORY),
        guardDuty);
  }

  private static <T> List<T> values(
      ConfigurationCheck check, Setting setting, List<String> texts, SettingRule<T> rule) {
    return configured(texts).stream()
        .flatMap(text -> check.value(setting, text, rule).stream())
        .toList();
  }

  private List<String> arguments(ConfigurationCheck check) {
    List<String> arguments = new ArrayList<>(names(inputs));
    if (arguments.isEmpty() && configured(fileSets).isEmpty()) {
      if (Files.isDirectory(base().resolve(DEFAULT_INPUT))) {
        return List.of(DEFAULT_INPUT);
      }
      check.report(
          Setting.INPUTS,
          "name the files or folders that hold task definitions, or put them into "
              + quote(DEFAULT_INPUT));
    }
    for (FileSet files : configured(fileSets)) {
      arguments.addAll(filesOf(files, check));
    }
    return arguments;
  }

  private List<String> filesOf(FileSet set, ConfigurationCheck check) {
    if (set.directory() == null) {
      check.report(FILE_SETS, "a file set has no `<directory>`");
      return List.of();
    }
    try {
      List<String> files = set.files(base());
      if (files.isEmpty()) {
        check.report(FILE_SETS, "no file in " + quote(set.directory()) + " matches");
      }
      return files;
    } catch (IOException e) {
      check.report(FILE_SETS, quote(set.directory()) + " is not a folder that can be read");
      return List.of();
    }
  }

  private TargetAccount environment() {
    Properties properties = session.getSystemProperties();
    Map<String, String> variables =
        properties.stringPropertyNames().stream()
            .filter(name -> name.startsWith(ENVIRONMENT))
            .collect(
                Collectors.toMap(
                    name -> name.substring(ENVIRONMENT.length()), properties::getProperty));
    return AwsEnvironment.defaults(variables, Path.of(properties.getProperty("user.home")));
  }

  /** Returns how users write {@code constant}. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static List<String> names(List<String> list) {
    return configured(list).stream().map(String::strip).filter(name -> !name.isEmpty()).toList();
  }

  private static <T> List<T> configured(List<T> list) {
    // Maven reads an empty element as null.
    return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
  }

  final boolean isSkipped() {
    if (skip) {
      getLog().info("skipped by `ecs-policy.skip`");
    }
    return skip;
  }

  final boolean isStrict() {
    return strict;
  }

  final boolean keepsGoing() {
    return keepGoing;
  }

  final void log(List<Diagnostic> diagnostics) {
    diagnostics.stream().filter(diagnostic -> !quiet || diagnostic.isError()).forEach(this::log);
  }

  final void log(Diagnostic diagnostic) {
    String text = diagnostic.in(Dialect.MAVEN);
    switch (diagnostic.severity()) {
      case NOTE -> getLog().info(text);
      case WARNING -> getLog().warn(text);
      case ERROR -> getLog().error(text);
    }
  }

  static int count(List<Diagnostic> diagnostics, Severity severity) {
    return (int)
        diagnostics.stream().filter(diagnostic -> diagnostic.severity() == severity).count();
  }

  static String counted(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** Returns {@code file} as messages name it. */
  final Path shown(Path file) {
    return file.startsWith(base()) ? base().relativize(file) : file;
  }
}
