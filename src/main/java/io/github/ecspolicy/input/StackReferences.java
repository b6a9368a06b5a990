package io.github.ecspolicy.input;

import io.github.ecspolicy.input.NestedStacks.Neighbours;
import io.github.ecspolicy.input.NestedStacks.Told;
import io.github.ecspolicy.input.Piece.Shape;
import io.github.ecspolicy.input.Piece.Unknown;
import io.github.ecspolicy.input.StackTemplate.Resource;
import io.github.ecspolicy.template.Origin;
import io.github.ecspolicy.template.TemplateValues;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What {@code Ref} and {@code Fn::GetAtt} give.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html">
 *     return values, resource by resource</a>
 */
final class StackReferences {
  static final String SECRET = "AWS::SecretsManager::Secret";
  static final String PARAMETER = "AWS::SSM::Parameter";
  static final String KEY = "AWS::KMS::Key";
  static final String ALIAS = "AWS::KMS::Alias";
  static final String BUCKET = "AWS::S3::Bucket";
  static final String LOG_GROUP = "AWS::Logs::LogGroup";
  static final String ROLE = "AWS::IAM::Role";
  private static final String REPLICA_KEY = "AWS::KMS::ReplicaKey";
  private static final String REPOSITORY = "AWS::ECR::Repository";

  /** The attributes of databases that make a secret for their password. */
  static final String MASTER_USER_SECRET = "MasterUserSecret.SecretArn";

  static final String MASTER_PASSWORD_SECRET = "MasterPasswordSecretArn";

  /** The attributes of a nested stack. */
  private static final String OUTPUT = "Outputs.";

  /** The property that holds the name, which is what {@code Ref} gives. */
  private static final Map<String, String> NAMES =
      Map.of(
          PARAMETER, "Name",
          ALIAS, "AliasName",
          BUCKET, "BucketName",
          LOG_GROUP, "LogGroupName",
          ROLE, "RoleName",
          REPOSITORY, "RepositoryName");

  private final StackTemplate template;
  private final StandIns standIns;
  private final TemplateValues values;
  private final Neighbours neighbours;
  private final Intrinsics intrinsics;

  /** Those whose names are being worked out, which must not be needed for that. */
  private final Set<String> pending = new HashSet<>();

  /** Those of parameters that were asked for. */
  private final Set<Origin.Default> defaults = new LinkedHashSet<>();

  /** What was asked for by a name that a physical id can be given for. */
  private final Set<String> asked = new HashSet<>();

  private boolean isDeciding;

  StackReferences(
      StackTemplate template,
      StandIns standIns,
      TemplateValues values,
      Neighbours neighbours,
      Intrinsics intrinsics) {
    this.template = template;
    this.standIns = standIns;
    this.values = values;
    this.neighbours = neighbours;
    this.intrinsics = intrinsics;
  }

  /** Returns the defaults of parameters that counted since {@link #forgetDefaults}. */
  List<Origin.Default> defaults() {
    return List.copyOf(defaults);
  }

  void forgetDefaults() {
    defaults.clear();
  }

  /** Returns the names that were asked for, under which a physical id can be given. */
  Set<String> asked() {
    return Set.copyOf(asked);
  }

  private Optional<String> physicalId(String name) {
    asked.add(name);
    return Optional.ofNullable(values.physicalIds().get(name));
  }

  /** Returns what {@code value} gives, on which a condition hangs. */
  <T> T deciding(Supplier<T> value) {
    isDeciding = true;
    try {
      return value.get();
    } finally {
      isDeciding = false;
    }
  }

  /** Returns what {@code Ref} gives for a parameter, a resource or a pseudo parameter. */
  Value ref(String name, Choices choices) {
    Optional<String> known = physicalId(name);
    if (known.isPresent()) {
      return Value.text(known.get());
    }
    if (name.startsWith("AWS::")) {
      return pseudo(name);
    }
    Node.Mapping parameter = template.parameters().get(name);
    if (parameter != null) {
      StackParameter declared = new StackParameter(name, parameter);
      Optional<Told> told = neighbours.parameter(name);
      declared
          .defaultThatCounts(values, told)
          .ifPresent(text -> defaults.add(new Origin.Default(name, text, isDeciding)));
      return declared.value(values, told);
    }
    return Optional.ofNullable(template.resources().get(name))
        .map(resource -> new Value.Text(ref(resource, choices)))
        .orElseGet(() -> new Value.Text(List.of(refTo(name, Shape.ANYTHING))));
  }

  /** Returns the only values that {@code node} can come to, if it is a parameter that has such. */
  Set<String> allowedValues(Node node) {
    return Intrinsics.call(node)
        .filter(call -> call.key().equals("Ref") && call.value() instanceof Node.Text)
        .map(call -> ((Node.Text) call.value()).text())
        .flatMap(
            name ->
                Optional.ofNullable(template.parameters().get(name))
                    .map(parameter -> new StackParameter(name, parameter).allowedValues()))
        .orElse(Set.of());
  }

  private static Unknown refTo(String name, Shape shape) {
    return new Unknown(NodeJson.call("Ref", name), "${" + name + "}", shape);
  }

  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html
  private Value pseudo(String name) {
    return switch (name) {
      case "AWS::NoValue" -> Value.ABSENT;
      case "AWS::Region" -> new Value.Text(standIns.regionPieces());
      case "AWS::AccountId" -> new Value.Text(standIns.accountPieces());
      case "AWS::Partition" -> Value.text(standIns.partition().id());
      case "AWS::URLSuffix" -> Value.text(standIns.partition().dnsSuffix());
      case "AWS::StackName" -> Value.unknown(refTo(name, Shape.LOCAL_NAME));
      default -> Value.unknown(refTo(name, Shape.ANYTHING));
    };
  }

  private List<Piece> ref(Resource resource, Choices choices) {
    if (NAMES.containsKey(resource.type())) {
      return name(resource, choices);
    }
    return switch (resource.type()) {
      case SECRET -> List.of(refTo(resource.key(), Shape.SECRET_ARN));
      case "AWS::SecretsManager::SecretTargetAttachment",
          "AWS::SecretsManager::RotationSchedule",
          "AWS::SecretsManager::ResourcePolicy" ->
          secretOf(resource, choices);
      case KEY, REPLICA_KEY -> List.of(refTo(resource.key(), Shape.KEY_ID));
      default -> List.of(refTo(resource.key(), Shape.ANYTHING));
    };
  }

  /** They are referred to by the ARN of their secret. */
  private List<Piece> secretOf(Resource resource, Choices choices) {
    return resource
        .property("SecretId")
        .flatMap(id -> intrinsics.text(id, choices))
        .filter(StackReferences::isSecretArn)
        .orElseGet(() -> List.of(refTo(resource.key(), Shape.SECRET_ARN)));
  }

  private static boolean isSecretArn(List<Piece> text) {
    return text.size() == 1
        && (text.get(0) instanceof Unknown unknown
            ? unknown.shape() == Shape.SECRET_ARN
            : text.get(0).display().startsWith("arn:"));
  }

  /** The name that the template gives, or one that CloudFormation makes up. */
  List<Piece> name(Resource resource, Choices choices) {
    String known = values.physicalIds().get(resource.key());
    if (known != null) {
      return Piece.literal(known);
    }
    if (!pending.add(resource.key())) {
      intrinsics.exhaust();
      return List.of(refTo(resource.key(), Shape.LOCAL_NAME));
    }
    try {
      return written(resource, choices);
    } finally {
      pending.remove(resource.key());
    }
  }

  private List<Piece> written(Resource resource, Choices choices) {
    return resource
        .property(NAMES.get(resource.type()))
        .flatMap(written -> intrinsics.text(written, choices))
        .map(StackReferences::asName)
        .orElseGet(() -> List.of(refTo(resource.key(), Shape.LOCAL_NAME)));
  }

  private static List<Piece> asName(List<Piece> text) {
    return text.stream()
        .map(
            piece ->
                piece instanceof Unknown unknown && unknown.shape() == Shape.ANYTHING
                    ? unknown.as(Shape.NAME)
                    : piece)
        .toList();
  }

  /** Returns what another stack exports under {@code name}, if the user or its template says it. */
  Optional<Told> exported(String name) {
    return physicalId(name)
        .map(text -> new Told(Optional.of(text), Shape.ANYTHING))
        .or(() -> neighbours.export(name));
  }

  /** Returns {@code text} with each dynamic reference in it as one piece. */
  List<Piece> withDynamic(List<Piece> text) {
    return DynamicReferences.in(text, this::physicalId);
  }

  /** Returns what {@code Fn::GetAtt} gives for an attribute of a resource. */
  Value attribute(String name, String attribute, Choices choices) {
    Optional<String> known = physicalId(name + "." + attribute);
    if (known.isPresent()) {
      return Value.text(known.get());
    }
    return new Value.Text(
        Optional.ofNullable(template.resources().get(name))
            .flatMap(resource -> attribute(resource, attribute, choices))
            .orElseGet(() -> List.of(attributeOf(name, attribute, shape(attribute)))));
  }

  private static Unknown attributeOf(String name, String attribute, Shape shape) {
    Node argument = new Node.Sequence(1, 1, List.of(text(name), text(attribute)));
    return new Unknown(
        NodeJson.of(new Node.Mapping(1, 1, List.of(new Node.Member("Fn::GetAtt", argument)))),
        "${" + name + "." + attribute + "}",
        shape);
  }

  private static Node.Text text(String text) {
    return new Node.Text(1, 1, text);
  }

  /** Databases make secrets of their own, whose ARNs they have among their attributes. */
  private static Shape shape(String attribute) {
    return attribute.equals(MASTER_USER_SECRET) || attribute.equals(MASTER_PASSWORD_SECRET)
        ? Shape.SECRET_ARN
        : Shape.ANYTHING;
  }

  private Optional<List<Piece>> attribute(Resource resource, String attribute, Choices choices) {
    return switch (resource.type() + "." + attribute) {
      case SECRET + ".Id" -> Optional.of(ref(resource, choices));
      case KEY + ".KeyId", REPLICA_KEY + ".KeyId" -> Optional.of(ref(resource, choices));
      case KEY + ".Arn", REPLICA_KEY + ".Arn" ->
          Optional.of(arn("kms", Piece.literal("key/"), keyId(resource)));
      case BUCKET + ".Arn" ->
          Optional.of(Piece.join(literal("arn:", partition(), ":s3:::"), name(resource, choices)));
      case LOG_GROUP + ".Arn" ->
          Optional.of(
              arn("logs", Piece.literal("log-group:"), name(resource, choices), literal(":*")));
      case REPOSITORY + ".Arn" ->
          Optional.of(arn("ecr", literal("repository/"), name(resource, choices)));
      case REPOSITORY + ".RepositoryUri" ->
          Optional.of(
              Piece.join(
                  standIns.accountPieces(),
                  literal(".dkr.ecr."),
                  standIns.regionPieces(),
                  literal(".", standIns.partition().dnsSuffix(), "/"),
                  name(resource, choices)));
      case ROLE + ".Arn" -> roleArn(resource, choices);
      default ->
          attribute.startsWith(OUTPUT)
              ? neighbours
                  .output(resource.key(), attribute.substring(OUTPUT.length()))
                  .map(told -> output(resource, attribute, told))
              : Optional.empty();
    };
  }

  private static List<Piece> output(Resource stack, String attribute, Told told) {
    return told.text()
        .map(Piece::literal)
        .orElseGet(() -> List.of(attributeOf(stack.key(), attribute, told.shape())));
  }

  private List<Piece> keyId(Resource key) {
    String known = values.physicalIds().get(key.key());
    return known == null ? List.of(refTo(key.key(), Shape.KEY_ID)) : Piece.literal(known);
  }

  private Optional<List<Piece>> roleArn(Resource role, Choices choices) {
    Optional<Node> written = role.property("Path");
    Optional<List<Piece>> path =
        written.isEmpty()
            ? Optional.of(Piece.literal("/"))
            : intrinsics.text(written.get(), choices).filter(text -> Piece.known(text).isPresent());
    return path.map(
        text ->
            Piece.join(
                literal("arn:", partition(), ":iam::"),
                standIns.accountPieces(),
                literal(":role"),
                text,
                name(role, choices)));
  }

  @SafeVarargs
  private List<Piece> arn(String service, List<Piece>... resource) {
    return Piece.join(
        literal("arn:", partition(), ":", service, ":"),
        standIns.regionPieces(),
        Piece.literal(":"),
        standIns.accountPieces(),
        Piece.literal(":"),
        Piece.join(resource));
  }

  private String partition() {
    return standIns.partition().id();
  }

  private static List<Piece> literal(String... texts) {
    return Piece.literal(String.join("", Arrays.asList(texts)));
  }
}
