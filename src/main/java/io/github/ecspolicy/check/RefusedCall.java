package io.github.ecspolicy.check;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.ImageReference;
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
import io.github.ecspolicy.reference.ReferenceResolver;
import io.github.ecspolicy.reference.Resolution;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.reference.ResolvedReference.Kind;
import io.github.ecspolicy.task.TaskDefinition.LogConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call that ECS was not let make, read back into what made it necessary: what the message names
 * is resolved by the same rules as what a task definition names, so that a policy for it is no
 * wider and no other than one that was written beforehand.
 *
 * @param call which
 * @param needs what the statement is for; empty if the message does not name it as a policy has to
 * @param remarks what is wrong with the name, or worth knowing
 */
record RefusedCall(StartCall call, List<ResolvedReference> needs, List<String> remarks) {
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

  RefusedCall {
    needs = List.copyOf(needs);
    remarks = List.copyOf(remarks);
  }

  /**
   * Returns what {@code call} was for.
   *
   * @param resource the ARN, image or {@code *} that the message names
   * @param service which service decrypts, where it is told
   * @param caller whose account the task is in
   */
  static RefusedCall of(
      StartCall call, Optional<String> resource, Optional<String> service, Caller caller) {
    return switch (call) {
      case GET_AUTHORIZATION_TOKEN -> whole(call, Kind.REGISTRY);
      case DESCRIBE_FILE_SYSTEMS -> whole(call, Kind.FILE_SYSTEMS);
      case GET_PARAMETERS,
          GET_SECRET_VALUE,
          DECRYPT,
          BATCH_GET_IMAGE,
          GET_DOWNLOAD_URL_FOR_LAYER,
          BATCH_CHECK_LAYER_AVAILABILITY,
          BATCH_IMPORT_UPSTREAM_IMAGE,
          CREATE_REPOSITORY,
          CREATE_LOG_STREAM,
          PUT_LOG_EVENTS,
          CREATE_LOG_GROUP,
          GET_OBJECT,
          GET_BUCKET_LOCATION ->
          resource
              .map(named -> new Naming(call, named, caller).resolved(service))
              .orElseGet(() -> new RefusedCall(call, List.of(), List.of()));
    };
  }

  /** Returns what is to be allowed, by action. */
  Map<String, List<ResolvedReference>> needsByAction() {
    Map<String, List<ResolvedReference>> byAction = new TreeMap<>();
    byAction.put(call.action(), needs);
    if (call == StartCall.GET_PARAMETERS) {
      // A parameter may stand for a secret, which Systems Manager reads in the name of the role.
      byAction.put(StartCall.GET_SECRET_VALUE.action(), needs);
    }
    return byAction;
  }

  private static RefusedCall whole(StartCall call, Kind kind) {
    Reference reference = reference(Field.EXTRA_REPOSITORY, "*", Optional.empty());
    ResolvedReference need =
        new ResolvedReference(reference, kind, Optional.empty(), new KeyStatus.NoKey());
    return new RefusedCall(call, List.of(need), List.of());
  }

  private static Reference reference(Field field, String text, Optional<LogConfiguration> log) {
    return new Reference(
        field,
        new FieldValue(text, NOWHERE),
        "stopped task",
        Optional.empty(),
        Optional.empty(),
        log,
        false);
  }

  /** One resource, as a message names it. */
  private record Naming(StartCall call, String text, Caller caller) {

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
            image()
                .map(image -> found(Field.IMAGE, image))
                .orElseGet(
                    () ->
                        none(
                            quote(text)
                                + " is in no registry of Amazon ECR, and others know nothing of"
                                + " IAM"));
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
      Optional<Arn> arn = Arn.parse(text);
      TargetAccount home =
          new TargetAccount(
              arn.map(Arn::region).filter(region -> Partition.ofRegion(region).isPresent()),
              caller.account());
      PolicyScope scope =
          new PolicyScope(Reference.Scope.ALL, List.of(PolicyScope.ROOT), List.of(), false);
      Resolution resolution =
          new ReferenceResolver(home, AccountInventory.EMPTY, scope).resolve(reference);
      List<String> remarks = new ArrayList<>();
      boolean isWrong = resolution.diagnostics().stream().anyMatch(Diagnostic::isError);
      for (Diagnostic diagnostic : resolution.diagnostics()) {
        if (diagnostic.isError() || REMARKABLE.contains(diagnostic.code())) {
          remarks.add(diagnostic.message());
          diagnostic.hint().map(hint -> hint.in(Dialect.COMMAND_LINE)).ifPresent(remarks::add);
        }
      }
      List<ResolvedReference> needs = isWrong ? List.of() : resolution.resources();
      if (call == StartCall.GET_PARAMETERS && needs.size() > 1) {
        remarks.add(
            "the parameter stands for a secret of Secrets Manager, which the role has to be allowed"
                + " to read as well");
      } else if (needs.stream().anyMatch(need -> isOpen(need))) {
        remarks.add(
            "IAM compares the complete ARN of the secret, which ends in six random characters;"
                + " if no secret has this name, no policy helps");
      }
      arn.filter(each -> isForeign(each) && !isWrong && call == StartCall.GET_SECRET_VALUE)
          .ifPresent(
              each ->
                  remarks.add(
                      "the secret is in account "
                          + each.account()
                          + ": its resource policy and the policy of its KMS key must allow the"
                          + " role too"));
      return new RefusedCall(call, needs, remarks);
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
        return Optional.of(text)
            .filter(each -> ImageReference.parse(ImageReference.plain(each)).isPresent());
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
      Naming inAccountOfGroup =
          new Naming(
              call,
              text,
              new Caller(caller.kind(), caller.text(), caller.role(), Optional.of(arn.account())));
      return Optional.of(
          inAccountOfGroup.found(reference(Field.LOG_GROUP, group.text(), Optional.of(log))));
    }

    /**
     * The key by its ARN, and the service that uses it. What it protects is not named, and is not
     * in the statement either.
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
          new Arn(
              arn.get().partition(), service.get(), arn.get().region(), arn.get().account(), "/");
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
  }
}
