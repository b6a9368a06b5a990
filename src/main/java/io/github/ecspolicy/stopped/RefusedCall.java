package io.github.ecspolicy.stopped;

import io.github.ecspolicy.reference.KeyStatus;
import io.github.ecspolicy.reference.Reference.Field;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.reference.ResolvedReference.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A call that ECS was not let make, and what made it necessary.
 *
 * @param call which
 * @param needs what the statement is for; empty if the message does not name it as a policy has to
 * @param remarks what is wrong with the name, or worth knowing
 */
record RefusedCall(StartCall call, List<ResolvedReference> needs, List<String> remarks) {
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
              .map(named -> new NamedResource(call, named, caller).resolved(service))
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
    ResolvedReference need =
        new ResolvedReference(
            NamedResource.reference(Field.EXTRA_REPOSITORY, "*", Optional.empty()),
            kind,
            Optional.empty(),
            new KeyStatus.NoKey());
    return new RefusedCall(call, List.of(need), List.of());
  }
}
