package io.github.ecspolicy.input;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Languages that task definitions are written in and that are not evaluated: the tool of each does
 * that, and what it makes is read. Told by content; by the ending of a name only where the content
 * is no document and shows no other sign.
 */
enum SourceLanguage {
  /** HCL or its JSON syntax. */
  TERRAFORM(
      "Terraform source",
      "read what Terraform makes of it: `terraform plan -out=PLAN`, then `terraform show -json"
          + " PLAN`",
      "(?m)^(?:resource|data)[ \\t]{1,40}\"[a-z0-9_]{1,100}\"[ \\t]{1,40}\"[^\"\\r\\n]{1,100}\""
          + "[ \\t]{0,40}\\{"
          + "|^(?:module|provider|variable|output)[ \\t]{1,40}\"[^\"\\r\\n]{1,100}\"[ \\t]{0,40}\\{"
          + "|^(?:locals|terraform|moved|removed)[ \\t]{0,40}\\{"),

  /** A program, or the description of one. */
  PULUMI(
      "a program of Pulumi",
      "read what it has made: `pulumi stack export`",
      "(?m)^(?:import|const|\\}) [^\\r\\n]{0,300}@pulumi/|^(?:import|from) pulumi\\b"
          + "|^[ \\t](?:[a-z]{1,20} )?\"github\\.com/pulumi/"),

  /** A program. */
  CDK(
      "a CDK program",
      "read what it makes: `cdk synth` writes templates into `cdk.out`",
      "(?m)^(?:import|const|\\}) [^\\r\\n]{0,300}(?:aws-cdk-lib|@aws-cdk/)"
          + "|^(?:import|from) aws_cdk\\b|^import software\\.amazon\\.awscdk"),

  /** A program that makes JSON. */
  JSONNET(
      "Jsonnet source",
      "read what it makes: `jsonnet FILE`",
      "(?m)^local [A-Za-z_][A-Za-z0-9_]{0,100}(?:\\([^()\\r\\n]{0,200}\\))? ?="),

  /** A service, job or pipeline of AWS Copilot. */
  COPILOT(
      "a manifest of AWS Copilot",
      "read the template that it makes: `copilot svc package` or `copilot job package`",
      ""),

  /** Of Docker. */
  COMPOSE(
      "a Compose file",
      "read the task definition that it becomes: `aws ecs describe-task-definition"
          + " --task-definition FAMILY`",
      ""),

  /** Of Kubernetes, or the description of a chart of Helm. */
  KUBERNETES(
      "a manifest of Kubernetes or Helm",
      "its pods have no task execution role: if it makes ECS resources, read those with `aws ecs"
          + " describe-task-definition`",
      ""),

  /** Of the Serverless Framework. */
  SERVERLESS(
      "a service of the Serverless Framework",
      "read the template that it makes: `serverless package` writes it into `.serverless`",
      "");

  private static final Set<String> COPILOT_TYPES =
      Set.of(
          "load balanced web service",
          "request-driven web service",
          "backend service",
          "worker service",
          "static site",
          "scheduled job",
          "environment");

  private static final Set<String> COMPOSE_KEYS =
      Set.of("version", "name", "services", "networks", "volumes", "configs", "secrets", "include");

  private final String noun;
  private final String advice;
  private final Optional<Pattern> sign;

  SourceLanguage(String noun, String advice, String sign) {
    this.noun = noun;
    this.advice = advice;
    this.sign = sign.isEmpty() ? Optional.empty() : Optional.of(Pattern.compile(sign));
  }

  /** Returns what a file in this language is called, with its article. */
  String noun() {
    return noun;
  }

  /** Returns which command makes of it what can be read. */
  String advice() {
    return advice;
  }

  /** Returns {@code true} if nothing but an ECS task can come of it. */
  boolean isOfEcs() {
    return this == COPILOT;
  }

  /** Returns the language of a text that is neither JSON nor, as it may seem, YAML. */
  static Optional<SourceLanguage> ofText(String text) {
    return Arrays.stream(values())
        .filter(each -> each.sign.filter(sign -> sign.matcher(text).find()).isPresent())
        .findFirst();
  }

  /** Returns the language of a text that cannot be read, by the ending of its name. */
  static Optional<SourceLanguage> ofName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".jsonnet") || lower.endsWith(".libsonnet")) {
      return Optional.of(JSONNET);
    }
    return lower.endsWith(".tf") ? Optional.of(TERRAFORM) : Optional.empty();
  }

  /** Returns the language that {@code document} is in, if it is one of these. */
  static Optional<SourceLanguage> ofDocument(Node document) {
    if (!(document instanceof Node.Mapping top)) {
      return Optional.empty();
    }
    boolean isObject = top.member("services").filter(SourceLanguage::isObject).isPresent();
    if (isCopilot(top)) {
      return Optional.of(COPILOT);
    }
    if (top.has("apiVersion") && (top.has("kind") || top.has("version"))) {
      return Optional.of(KUBERNETES);
    }
    if (isObject && allKeys(top, key -> COMPOSE_KEYS.contains(key) || key.startsWith("x-"))) {
      return Optional.of(COMPOSE);
    }
    if (top.has("service") && top.has("provider") && (top.has("functions") || top.has("plugins"))) {
      return Optional.of(SERVERLESS);
    }
    if (top.has("runtime") && top.has("name")) {
      return Optional.of(PULUMI);
    }
    boolean isTerraform =
        List.of("resource", "module", "data").stream()
            .anyMatch(key -> top.member(key).filter(SourceLanguage::isBody).isPresent());
    return isTerraform && !top.has("version") ? Optional.of(TERRAFORM) : Optional.empty();
  }

  private static boolean isCopilot(Node.Mapping top) {
    return top.has("name")
        && top.member("type").map(Node.Member::value).stream()
            .anyMatch(
                type ->
                    type instanceof Node.Text text
                        && COPILOT_TYPES.contains(text.text().toLowerCase(Locale.ROOT)));
  }

  /** In JSON, Terraform takes a list of objects for an object as well. */
  private static boolean isBody(Node.Member member) {
    return isObject(member)
        || member.value() instanceof Node.Sequence list
            && !list.items().isEmpty()
            && list.items().stream().allMatch(Node.Mapping.class::isInstance)
        || member.value() instanceof Node.Skipped skipped && skipped.kind().equals("a list");
  }

  private static boolean isObject(Node.Member member) {
    return member.value() instanceof Node.Mapping
        || member.value() instanceof Node.Skipped skipped && skipped.kind().equals("an object");
  }

  private static boolean allKeys(Node.Mapping object, Predicate<String> test) {
    return object.members().stream().map(Node.Member::key).allMatch(test);
  }
}
