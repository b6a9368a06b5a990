package io.github.ecspolicy.stopped;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.Partition;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Dialect;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.reference.AccountInventory;
import io.github.ecspolicy.reference.KeyStatus;
import io.github.ecspolicy.reference.KmsKey;
import io.github.ecspolicy.reference.PolicyScope;
import io.github.ecspolicy.reference.Reference;
import io.github.ecspolicy.reference.Reference.Field;
import io.github.ecspolicy.reference.Reference.Scope;
import io.github.ecspolicy.reference.ReferenceResolver;
import io.github.ecspolicy.reference.Resolution;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.reference.ResolvedReference.Kind;
import io.github.ecspolicy.task.TaskDefinition.LogConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The resource of a refused call, as a message names it. It is resolved by the rules for what task
 * definitions name: so its statement is the one that would have been written beforehand, and no
 * text in a message can make it wider.
 *
 * @param call which was refused
 * @param text an ARN, or an image
 * @param caller whose account the task is in
 */
record NamedResource(StartCall call, String text, Caller caller) {
  /** Where the names in a message stand, which are in no file. */
  private static final SourceLocation NOWHERE = SourceLocation.startOf("stopped reason");

  /** What is worth knowing of a name that is not wrong. */
  private static final Set<DiagnosticCode> REMARKABLE =
      Set.of(
          DiagnosticCode.SECRET_SUFFIX_AMBIGUOUS,
          DiagnosticCode.IMAGE_CROSS_ACCOUNT,
          DiagnosticCode.PARAMETER_VERSION_IN_ARN,
          DiagnosticCode.OBJECT_KEY_CHARACTER);

  private static final String REPOSITORY = "repository/";
  private static final String ANY_SUFFIX = "-??????";

  // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
  private static final Pattern LOG_RESOURCE =
      Pattern.compile("log-group:(?<group>[^:*]+)(?::\\*|:log-stream:(?<stream>[^:]*))?");

  /** {@code PREFIX/CONTAINER/TASK-ID}. */
  private static final Pattern STREAM_OF_TASK =
      Pattern.compile(
          "(?<prefix>.+)/[A-Za-z0-9_-]{1,255}/[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}");

  /**
   * Returns the call with what it was for.
   *
   * @param service which service decrypts, where it is told
   */
  RefusedCall resolved(Optional<String> service) {
    return switch (call) {
      case GET_PARAMETERS ->
          arnOf("ssm").map(arn -> found(Field.SECRET, text)).orElseGet(this::none);
      case GET_SECRET_VALUE ->
          arnOf("secretsmanager").map(arn -> found(Field.SECRET, text)).orElseGet(this::none);
      case GET_OBJECT -> found(Field.ENVIRONMENT_FILE, text);
      // ECS asks where a bucket is because of an object in it.
      case GET_BUCKET_LOCATION -> found(Field.ENVIRONMENT_FILE, text + "/object");
      case BATCH_GET_IMAGE,
          GET_DOWNLOAD_URL_FOR_LAYER,
          BATCH_CHECK_LAYER_AVAILABILITY,
          BATCH_IMPORT_UPSTREAM_IMAGE,
          CREATE_REPOSITORY ->
          image().map(image -> found(Field.IMAGE, image)).orElseGet(this::none);
      case CREATE_LOG_STREAM, PUT_LOG_EVENTS, CREATE_LOG_GROUP ->
          arnOf("logs").flatMap(this::log).orElseGet(this::none);
      case DECRYPT -> decryption(service);
      case GET_AUTHORIZATION_TOKEN, DESCRIBE_FILE_SYSTEMS -> none();
    };
  }

  private Optional<Arn> arnOf(String service) {
    return Arn.parse(text).filter(arn -> arn.service().equals(service));
  }

  private RefusedCall none() {
    return none("no statement can name " + quote(text));
  }

  private RefusedCall none(String why) {
    return new RefusedCall(call, List.of(), List.of(why));
  }

  private RefusedCall found(Field field, String value) {
    return found(reference(field, value, Optional.empty()));
  }

  private RefusedCall found(Reference reference) {
    Resolution resolution = resolution(reference);
    boolean isWrong = resolution.diagnostics().stream().anyMatch(Diagnostic::isError);
    List<ResolvedReference> needs = isWrong ? List.of() : resolution.resources();
    List<String> remarks = new ArrayList<>(said(resolution));
    remarks.addAll(remarks(needs));
    return new RefusedCall(call, needs, remarks);
  }

  private Resolution resolution(Reference reference) {
    TargetAccount home =
        new TargetAccount(
            Arn.parse(text)
                .map(Arn::region)
                .filter(region -> Partition.ofRegion(region).isPresent()),
            caller.account());
    // An import tells that the repository is a pull-through cache, whatever its name.
    PolicyScope scope = new PolicyScope(Scope.ALL, List.of(PolicyScope.ROOT), List.of(), false);
    return new ReferenceResolver(home, AccountInventory.EMPTY, scope).resolve(reference);
  }

  /**
   * Returns {@code true} if this is a secret whose name Secrets Manager may take for a complete
   * one.
   */
  boolean isAmbiguous() {
    return resolution(reference(Field.SECRET, text, Optional.empty())).diagnostics().stream()
        .anyMatch(each -> each.code() == DiagnosticCode.SECRET_SUFFIX_AMBIGUOUS);
  }

  private static List<String> said(Resolution resolution) {
    List<String> said = new ArrayList<>();
    for (Diagnostic diagnostic : resolution.diagnostics()) {
      if (diagnostic.isError() || REMARKABLE.contains(diagnostic.code())) {
        said.add(diagnostic.message());
        diagnostic.hint().map(hint -> hint.in(Dialect.COMMAND_LINE)).ifPresent(said::add);
      }
    }
    return said;
  }

  private List<String> remarks(List<ResolvedReference> needs) {
    List<String> remarks = new ArrayList<>();
    if (call == StartCall.GET_PARAMETERS && needs.size() > 1) {
      remarks.add(
          "the parameter stands for a secret of Secrets Manager, which the role has to be allowed"
              + " to read as well");
    } else if (needs.stream().anyMatch(NamedResource::isOpen)) {
      remarks.add(
          "IAM compares the complete ARN of the secret, which ends in six random characters; if no"
              + " secret has this name, no policy helps");
    }
    Arn.parse(text)
        .filter(arn -> call == StartCall.GET_SECRET_VALUE && !needs.isEmpty() && isForeign(arn))
        .ifPresent(
            arn ->
                remarks.add(
                    "the secret is in account "
                        + arn.account()
                        + ": its resource policy and the policy of its KMS key must allow the role"
                        + " too"));
    return remarks;
  }

  private static boolean isOpen(ResolvedReference need) {
    return need.kind() == Kind.SECRET
        && need.resource().filter(arn -> arn.resource().endsWith(ANY_SUFFIX)).isPresent();
  }

  private boolean isForeign(Arn arn) {
    return caller.account().filter(own -> !own.equals(arn.account())).isPresent();
  }

  /** The image that is pulled from a repository, or the image itself. */
  private Optional<String> image() {
    if (!text.startsWith(Arn.PREFIX)) {
      return Optional.of(text);
    }
    return arnOf("ecr")
        .filter(arn -> arn.resource().startsWith(REPOSITORY))
        .flatMap(
            arn ->
                Partition.ofId(arn.partition())
                    .map(
                        partition ->
                            arn.account()
                                + ".dkr.ecr."
                                + arn.region()
                                + "."
                                + partition.dnsSuffix()
                                + "/"
                                + arn.resource().substring(REPOSITORY.length())));
  }

  private Optional<RefusedCall> log(Arn arn) {
    Matcher resource = LOG_RESOURCE.matcher(arn.resource());
    if (!resource.matches() || isForeign(arn)) {
      return Optional.empty();
    }
    FieldValue group = new FieldValue(resource.group("group"), NOWHERE);
    Matcher stream =
        STREAM_OF_TASK.matcher(Optional.ofNullable(resource.group("stream")).orElse(""));
    Optional<FieldValue> prefix =
        Optional.of(stream)
            .filter(Matcher::matches)
            .map(parts -> new FieldValue(parts.group("prefix"), NOWHERE));
    LogConfiguration log =
        new LogConfiguration(
            Optional.of(new FieldValue("awslogs", NOWHERE)),
            Optional.of(group),
            Optional.of(new FieldValue(arn.region(), NOWHERE)),
            prefix,
            Optional.of(new FieldValue("true", NOWHERE)),
            List.of(),
            false,
            NOWHERE);
    NamedResource inAccountOfGroup =
        new NamedResource(
            call,
            text,
            new Caller(caller.kind(), caller.text(), caller.role(), Optional.of(arn.account())));
    return Optional.of(
        inAccountOfGroup.found(reference(Field.LOG_GROUP, group.text(), Optional.of(log))));
  }

  /**
   * The key by its ARN, and the service that uses it. What it protects is not named, and is not in
   * the statement either.
   */
  private RefusedCall decryption(Optional<String> service) {
    Optional<Arn> arn = arnOf("kms");
    Optional<KmsKey.Name> key = KmsKey.Name.parse(text);
    if (arn.isEmpty() || key.isEmpty()) {
      return none();
    }
    if (service.isEmpty()) {
      return none(
          "the text does not tell which service decrypts, and the statement is to be held to it"
              + " by `kms:ViaService`: paste all of the message, or the event of CloudTrail");
    }
    if (key.get().isAwsManaged()) {
      return none("AWS's own keys need no permission");
    }
    Arn any =
        new Arn(arn.get().partition(), service.get(), arn.get().region(), arn.get().account(), "/");
    ResolvedReference need =
        new ResolvedReference(
            reference(Field.SECRET, text, Optional.empty()),
            protectedBy(service.get()),
            Optional.of(any),
            new KeyStatus.CustomerKey(key.get().within(arn.get())));
    List<String> remarks = new ArrayList<>();
    remarks.add("the policy of the key must leave it to IAM, or allow the role itself");
    if (isForeign(arn.get())) {
      remarks.add(
          "the key is in account " + arn.get().account() + ": its policy must allow the role");
    }
    return new RefusedCall(call, List.of(need), remarks);
  }

  private static Kind protectedBy(String service) {
    return switch (service) {
      case "ssm" -> Kind.PARAMETER;
      case "secretsmanager" -> Kind.SECRET;
      case "s3" -> Kind.S3_OBJECT;
      default -> throw new IllegalArgumentException("nothing is decrypted by " + service);
    };
  }

  static Reference reference(Field field, String text, Optional<LogConfiguration> log) {
    return new Reference(
        field,
        new FieldValue(text, NOWHERE),
        "stopped task",
        Optional.empty(),
        Optional.empty(),
        log,
        false);
  }
}
