package io.github.ecspolicy.reference;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.inventory.Entry;
import java.util.List;
import java.util.stream.Stream;

/**
 * The names by which people know a parameter, secret, object or log group.
 *
 * @param kind what a rule for such things only speaks of
 * @param own what such a rule is compared with
 * @param general what a rule for things of all kinds is compared with; empty if none is meant
 */
record ThingNames(Entry.Kind kind, List<String> own, List<String> general) {
  /** What no key protects, so that no rule means it. */
  private static final ThingNames NAMELESS =
      new ThingNames(Entry.Kind.BUCKETS, List.of(), List.of());

  ThingNames {
    own = List.copyOf(own);
    general = List.copyOf(general);
  }

  /** Returns the names of what {@code arn} is. */
  static ThingNames of(Arn arn) {
    String resource = arn.resource();
    return switch (arn.service()) {
      case "ssm" -> same(Entry.Kind.PARAMETERS, parameter(resource));
      case "secretsmanager" -> same(Entry.Kind.SECRETS, secret(resource));
      case "s3" ->
          new ThingNames(Entry.Kind.BUCKETS, List.of(resource.split("/", 2)[0]), List.of(resource));
      case "logs" ->
          new ThingNames(
              Entry.Kind.LOG_GROUPS,
              List.of(resource.substring("log-group:".length()).split(":", 2)[0]),
              List.of());
      default -> NAMELESS;
    };
  }

  private static ThingNames same(Entry.Kind kind, List<String> names) {
    return new ThingNames(kind, names, names);
  }

  private static List<String> parameter(String resource) {
    String name = resource.substring("parameter".length());
    // What stands for a secret has no key of its own.
    return name.startsWith(ParameterName.SECRET_REFERENCE) ? List.of() : List.of(name.substring(1));
  }

  /** A secret whose ARN ends in six random characters may be meant with or without them. */
  private static List<String> secret(String resource) {
    String name = resource.substring("secret:".length());
    return SecretName.isComplete(name) || name.endsWith(SecretName.ANY_SUFFIX)
        ? List.of(SecretName.withoutSuffix(name), name)
        : List.of(name);
  }

  /** Returns the names that rules of {@code other} are compared with. */
  List<String> of(Entry.Kind other) {
    return other == kind ? own : List.of();
  }

  /** Returns every name as a pattern may spell it: a parameter with its leading slash too. */
  Stream<String> spellings() {
    Stream<String> names = Stream.concat(own.stream(), general.stream()).distinct();
    return kind == Entry.Kind.PARAMETERS
        ? names.flatMap(name -> Stream.of(name, "/" + name))
        : names;
  }
}
