package io.github.ecspolicy.input;

import io.github.ecspolicy.inventory.Entry;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What an inventory, or a part of one, is made of, told by shape, never by file name. One object
 * may be of several forms, as where {@code jq -s add} has joined the output of several commands.
 */
enum InventoryFormat {
  /**
   * {@code {"Parameters": […]}}, with or without {@code InvalidParameters}: of <a
   * href="https://docs.aws.amazon.com/cli/latest/reference/ssm/describe-parameters.html">{@code aws
   * ssm describe-parameters}</a>, {@code get-parameters}, {@code get-parameters-by-path} or {@code
   * get-parameter-history}.
   */
  PARAMETERS,

  /**
   * {@code {"Parameter": {…}}} of <a
   * href="https://docs.aws.amazon.com/cli/latest/reference/ssm/get-parameter.html">{@code aws ssm
   * get-parameter}</a>.
   */
  PARAMETER,

  /**
   * {@code {"SecretList": […]}} of <a
   * href="https://docs.aws.amazon.com/cli/latest/reference/secretsmanager/list-secrets.html">{@code
   * aws secretsmanager list-secrets}</a>.
   */
  SECRETS,

  /**
   * {@code {"ARN": …, "Name": …}} of <a
   * href="https://docs.aws.amazon.com/cli/latest/reference/secretsmanager/describe-secret.html">
   * {@code aws secretsmanager describe-secret}</a>.
   */
  SECRET,

  /**
   * {@code {"Aliases": […]}} of <a
   * href="https://docs.aws.amazon.com/cli/latest/reference/kms/list-aliases.html">{@code aws kms
   * list-aliases}</a>.
   */
  ALIASES,

  /**
   * {@code {"Keys": […]}} of <a
   * href="https://docs.aws.amazon.com/cli/latest/reference/kms/list-keys.html">{@code aws kms
   * list-keys}</a>.
   */
  KEYS,

  /**
   * {@code {"KeyMetadata": {…}}} of <a
   * href="https://docs.aws.amazon.com/cli/latest/reference/kms/describe-key.html">{@code aws kms
   * describe-key}</a>.
   */
  KEY,

  /**
   * {@code {"Bucket": …, "ServerSideEncryptionConfiguration": {…}}}: of <a
   * href="https://docs.aws.amazon.com/cli/latest/reference/s3api/get-bucket-encryption.html">{@code
   * aws s3api get-bucket-encryption}</a>, which does not print the name of the bucket, and that
   * name.
   */
  BUCKET,

  /** {@code {"NAME": {"ServerSideEncryptionConfiguration": {…}}}}: the same, by bucket. */
  BUCKETS,

  /**
   * {@code {"logGroups": […]}} of <a
   * href="https://docs.aws.amazon.com/cli/latest/reference/logs/describe-log-groups.html">{@code
   * aws logs describe-log-groups}</a>.
   */
  LOG_GROUPS,

  /**
   * {@code {"StackResources": […]}} of <a
   * href="https://docs.aws.amazon.com/cli/latest/reference/cloudformation/describe-stack-resources.html">
   * {@code aws cloudformation describe-stack-resources}</a>.
   */
  STACK_RESOURCES,

  /**
   * {@code {"StackResourceSummaries": […]}} of <a
   * href="https://docs.aws.amazon.com/cli/latest/reference/cloudformation/list-stack-resources.html">
   * {@code aws cloudformation list-stack-resources}</a>.
   */
  STACK_RESOURCE_SUMMARIES,

  /**
   * A map written by hand, with one or more of {@code parameters}, {@code secrets}, {@code buckets}
   * and {@code logGroups}, each an object.
   */
  MAP;

  /** What a map written by hand consists of. */
  private static final Map<String, Entry.Kind> SECTIONS =
      Map.of(
          "parameters", Entry.Kind.PARAMETERS,
          "secrets", Entry.Kind.SECRETS,
          "buckets", Entry.Kind.BUCKETS,
          "logGroups", Entry.Kind.LOG_GROUPS);

  private static final String TASK_DEFINITION = "a task definition: give it as an input";

  private static final String SECRET_VALUE =
      "the output of a command that does not print the key of a secret: use `aws secretsmanager"
          + " describe-secret`";

  private static final String OF_SECRET = "secretsmanager";

  /** The index in an ARN, split at its colons, of the service. */
  private static final int SERVICE = 2;

  /** Keys of what has sections of the same names and is no inventory. */
  private static final List<String> OF_OTHERS =
      List.of("Resources", "AWSTemplateFormatVersion", "$schema", "containerDefinitions");

  /** Returns {@code true} if {@code document} is an inventory or a list that holds one. */
  static boolean isInventory(Node document) {
    return document instanceof Node.Sequence list
        ? list.items().stream().anyMatch(InventoryFormat::isInventory)
        : document instanceof Node.Mapping mapping && !detect(mapping).isEmpty();
  }

  /** Returns all forms that {@code document} is of, in their order; none if it is no inventory. */
  static Set<InventoryFormat> detect(Node.Mapping document) {
    Set<InventoryFormat> forms = EnumSet.noneOf(InventoryFormat.class);
    if (OF_OTHERS.stream().anyMatch(document::has)) {
      return forms;
    }
    add(forms, PARAMETERS, isList(document, "Parameters"));
    add(forms, PARAMETERS, isList(document, "InvalidParameters"));
    add(forms, PARAMETER, holds(document, "Parameter", InventoryFormat::isParameter));
    add(forms, SECRETS, isList(document, "SecretList"));
    add(forms, SECRET, isSecret(document) && !isAnswerWithoutKey(document));
    add(forms, ALIASES, isList(document, "Aliases"));
    add(forms, KEYS, isList(document, "Keys"));
    add(forms, KEY, isObject(document, "KeyMetadata"));
    add(forms, BUCKET, isEncryption(document) && document.has("Bucket"));
    add(forms, LOG_GROUPS, isList(document, "logGroups"));
    add(forms, STACK_RESOURCES, isList(document, "StackResources"));
    add(forms, STACK_RESOURCE_SUMMARIES, isList(document, "StackResourceSummaries"));
    add(forms, MAP, SECTIONS.keySet().stream().anyMatch(section -> isObject(document, section)));
    boolean isByBucket =
        forms.isEmpty()
            && document.members().stream().anyMatch(member -> isEncryption(member.value()));
    add(forms, BUCKETS, isByBucket);
    return Collections.unmodifiableSet(forms);
  }

  private static void add(Set<InventoryFormat> forms, InventoryFormat form, boolean isOfIt) {
    if (isOfIt) {
      forms.add(form);
    }
  }

  private static boolean holds(Node.Mapping mapping, String key, Predicate<Node> type) {
    return mapping.member(key).map(Node.Member::value).filter(type).isPresent();
  }

  private static boolean isList(Node.Mapping mapping, String key) {
    return holds(mapping, key, Node.Sequence.class::isInstance);
  }

  private static boolean isObject(Node.Mapping mapping, String key) {
    return holds(mapping, key, Node.Mapping.class::isInstance);
  }

  private static boolean isParameter(Node node) {
    return node instanceof Node.Mapping mapping && (mapping.has("Name") || mapping.has("Value"));
  }

  /** Of S3's answer; a bucket may have a name like a section, which holds no such thing. */
  static boolean isEncryption(Node node) {
    return node instanceof Node.Mapping mapping
        && isObject(mapping, "ServerSideEncryptionConfiguration");
  }

  private static boolean isSecret(Node.Mapping mapping) {
    return mapping.has("Name") && holds(mapping, "ARN", InventoryFormat::isArnOfSecret);
  }

  private static boolean isArnOfSecret(Node node) {
    if (!(node instanceof Node.Text text)) {
      return false;
    }
    String[] parts = text.text().split(":", SERVICE + 2);
    return parts.length > SERVICE && parts[0].equals("arn") && parts[SERVICE].equals(OF_SECRET);
  }

  /**
   * Returns {@code true} for what {@code get-secret-value}, {@code create-secret}, {@code
   * put-secret-value} and {@code delete-secret} print of a secret: not by which key it is
   * encrypted. To take it for a description would mean that it is AWS's own.
   */
  private static boolean isAnswerWithoutKey(Node.Mapping secret) {
    return Stream.of("SecretString", "SecretBinary", "VersionId", "DeletionDate")
        .anyMatch(secret::has);
  }

  /** Returns what the rules of the section {@code key} are of, or empty if there is none. */
  static Optional<Entry.Kind> sectionOf(String key) {
    return SECTIONS.entrySet().stream()
        .filter(section -> section.getKey().equalsIgnoreCase(key))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** Returns {@code true} if a list may stand where a map has the section: the AWS CLI's own. */
  static boolean mayBeListed(Entry.Kind section) {
    return switch (section) {
      case PARAMETERS, LOG_GROUPS -> true;
      case SECRETS, BUCKETS -> false;
    };
  }

  /** Returns the section that {@code key} is nearly called like, if there is one. */
  static Optional<String> nearestSection(String key) {
    return FieldNames.nearest(key, SECTIONS.keySet());
  }

  /** Returns what a document that is no inventory looks like, if it is well known. */
  static Optional<String> recognise(Node document) {
    if (document instanceof Node.Sequence list) {
      return InputFormat.detect(document).isPresent()
          ? Optional.of(TASK_DEFINITION)
          : list.items().stream().limit(1).flatMap(item -> recognise(item).stream()).findFirst();
    }
    return document instanceof Node.Mapping mapping ? recognise(mapping) : Optional.empty();
  }

  private static Optional<String> recognise(Node.Mapping mapping) {
    if (Stream.of("containerDefinitions", "taskDefinition", "taskDefinitions")
        .anyMatch(mapping::has)) {
      return Optional.of(TASK_DEFINITION);
    }
    if (mapping.has("SecretString")
        || mapping.has("SecretBinary")
        || mapping.has("SecretValues")
        || isSecret(mapping)) {
      return Optional.of(SECRET_VALUE);
    }
    if (isEncryption(mapping)) {
      return Optional.of(
          "the output of `aws s3api get-bucket-encryption`, which does not name the bucket: add"
              + " the name by `jq '. + {Bucket: \"NAME\"}'`");
    }
    if (isList(mapping, "Buckets")) {
      return Optional.of(
          "the output of `aws s3api list-buckets`, which does not print keys: use `aws s3api"
              + " get-bucket-encryption`");
    }
    if (mapping.has("Name") && mapping.has("Type")) {
      return Optional.of("a parameter by itself: give the output of `aws ssm` without `--query`");
    }
    if (mapping.has("Resources") || mapping.has("AWSTemplateFormatVersion")) {
      return Optional.of(
          "a CloudFormation template: it does not say what AWS made of it, so list that with the"
              + " AWS CLI");
    }
    return mapping.members().stream()
        .filter(member -> member.value() instanceof Node.Mapping)
        .flatMap(member -> nearestSection(member.key()).stream())
        .findFirst()
        .map(section -> "a map with a misspelt section: did you mean `" + section + "`?");
  }
}
