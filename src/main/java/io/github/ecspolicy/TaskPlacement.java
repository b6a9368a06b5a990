package io.github.ecspolicy;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.aws.Partition;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.task.TaskDefinition;
import io.github.ecspolicy.template.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Where the tasks of a task definition run and with which role: the user's word first, then what
 * the task definition's own ARNs say, then the defaults of the environment.
 */
record TaskPlacement(
    TargetAccount target, Optional<ExecutionRole> role, List<Diagnostic> diagnostics) {

  /** Places that were found out, which many task definitions share. */
  static final class Known {
    private static final int MOST = 1 << 12;
    private static final String FAMILY = "task-definition/";

    private final Map<Told, TaskPlacement> placements = new HashMap<>();

    /** All that tells where the tasks of a task definition run. */
    private record Told(Optional<String> role, Optional<String> arn) {}

    /** Returns where {@code task} runs, as {@code request} has it. */
    TaskPlacement of(TaskDefinition task, PolicyRequest request) {
      Told told =
          new Told(
              task.executionRoleArn().map(FieldValue::text),
              task.taskDefinitionArn().map(arn -> withoutFamily(arn.text())));
      TaskPlacement known = task.origin().equals(Origin.ALONE) ? placements.get(told) : null;
      if (known != null) {
        return known;
      }
      TaskPlacement placement =
          TaskPlacement.of(task, request.given(), request.roles().name(), request.fallback());
      // What there is to say is said of each place.
      if (task.origin().equals(Origin.ALONE)
          && placement.diagnostics().isEmpty()
          && placements.size() < MOST) {
        placements.put(told, placement);
      }
      return placement;
    }

    private static String withoutFamily(String arn) {
      int family = arn.indexOf(FAMILY);
      return family < 0 ? arn : arn.substring(0, family);
    }
  }

  /**
   * Returns where {@code task} runs.
   *
   * @param given what the user says of the place
   * @param named the role of tasks without one, as the user names it
   * @param fallback what the environment says of the place
   */
  static TaskPlacement of(
      TaskDefinition task, TargetAccount given, Optional<String> named, TargetAccount fallback) {
    List<Diagnostic> diagnostics = new ArrayList<>();
    Optional<ExecutionRole> role = role(task, given, named, diagnostics);
    TargetAccount own = own(task, role);
    TargetAccount target =
        given.orElse(own).orElse(home(task.origin())).orElse(usable(fallback, role));
    Stream.of(
            accountConflict(task, role, target),
            partitionConflict(task, role, target),
            regionConflict(task, target))
        .flatMap(Optional::stream)
        .forEach(diagnostics::add);
    planConflicts(task, role, target).forEach(diagnostics::add);
    return new TaskPlacement(target, role, List.copyOf(diagnostics));
  }

  private static Optional<Diagnostic> accountConflict(
      TaskDefinition task, Optional<ExecutionRole> role, TargetAccount target) {
    Predicate<String> isOther = account -> target.account().filter(account::equals).isEmpty();
    Optional<Diagnostic> ofRole =
        role.flatMap(ExecutionRole::account)
            .filter(isOther)
            .map(account -> "the execution role is in account " + account)
            .flatMap(what -> task.executionRoleArn().map(at -> otherAccount(at, what, target)));
    return ofRole.or(
        () ->
            task.taskDefinitionArn()
                .flatMap(TaskPlacement::arn)
                .map(Arn::account)
                .filter(TargetAccount::isAccount)
                .filter(isOther)
                .map(account -> "the task definition was registered in account " + account)
                .flatMap(
                    what -> task.taskDefinitionArn().map(at -> otherAccount(at, what, target))));
  }

  private static Diagnostic otherAccount(FieldValue at, String what, TargetAccount target) {
    return Diagnostic.at(
            at.location(),
            DiagnosticCode.ACCOUNT_CONFLICT,
            what + ", names are looked up in " + target.account().orElseThrow())
        .withHint("the role and the task are always in one account: check ", Setting.ACCOUNT);
  }

  private static Optional<Diagnostic> partitionConflict(
      TaskDefinition task, Optional<ExecutionRole> role, TargetAccount target) {
    return role.flatMap(ExecutionRole::partition)
        .filter(partition -> target.partition().filter(other -> other != partition).isPresent())
        .flatMap(
            partition ->
                task.executionRoleArn()
                    .map(
                        at ->
                            Diagnostic.at(
                                    at.location(),
                                    DiagnosticCode.ARN_PARTITION,
                                    "the execution role is in the partition "
                                        + partition
                                        + ", the Region "
                                        + target.region().orElseThrow()
                                        + " is not")
                                .withHint("give the Region of the tasks with ", Setting.REGION)));
  }

  private static Optional<Diagnostic> regionConflict(TaskDefinition task, TargetAccount target) {
    return task.taskDefinitionArn()
        .flatMap(TaskPlacement::arn)
        .map(Arn::region)
        .filter(region -> Partition.ofRegion(region).isPresent())
        .filter(region -> target.region().filter(region::equals).isEmpty())
        .flatMap(
            region ->
                task.taskDefinitionArn()
                    .map(
                        at ->
                            Diagnostic.at(
                                    at.location(),
                                    DiagnosticCode.REGION_CONFLICT,
                                    "the task definition was registered in "
                                        + region
                                        + ", names are looked up in "
                                        + target.region().orElseThrow())
                                .withHint("check ", Setting.REGION)));
  }

  /** A plan may be for several places, of which the user names one. */
  private static Stream<Diagnostic> planConflicts(
      TaskDefinition task, Optional<ExecutionRole> role, TargetAccount target) {
    if (task.taskDefinitionArn().isPresent()
        || !(task.origin() instanceof Origin.Configuration plan)) {
      return Stream.empty();
    }
    return Stream.concat(
        plan
            .account()
            .filter(account -> role.flatMap(ExecutionRole::account).isEmpty())
            .filter(account -> target.account().filter(account::equals).isEmpty())
            .map(
                account ->
                    planned(
                        task,
                        DiagnosticCode.ACCOUNT_CONFLICT,
                        "account " + account,
                        target.account().orElseThrow(),
                        Setting.ACCOUNT))
            .stream(),
        plan
            .region()
            .filter(region -> target.region().filter(region::equals).isEmpty())
            .map(
                region ->
                    planned(
                        task,
                        DiagnosticCode.REGION_CONFLICT,
                        region,
                        target.region().orElseThrow(),
                        Setting.REGION))
            .stream());
  }

  private static Diagnostic planned(
      TaskDefinition task, DiagnosticCode code, String place, String other, Setting setting) {
    return Diagnostic.at(
            task.location(),
            code,
            "the task definition is planned for " + place + ", names are looked up in " + other)
        .withHint("check ", setting);
  }

  /**
   * The role; without its ARN if that has no usable account, as in templates still to be filled.
   */
  private static Optional<ExecutionRole> role(
      TaskDefinition task,
      TargetAccount given,
      Optional<String> named,
      List<Diagnostic> diagnostics) {
    if (task.executionRoleArn().isEmpty()) {
      return Optional.empty();
    }
    FieldValue field = task.executionRoleArn().get();
    Optional<ExecutionRole> role = ExecutionRole.parse(field.text());
    if (role.isPresent()) {
      return role;
    }
    Optional<ExecutionRole> byName =
        arn(field)
            .map(Arn::resource)
            .filter(resource -> resource.startsWith("role/"))
            .map(resource -> resource.substring(resource.lastIndexOf('/') + 1))
            .flatMap(ExecutionRole::parse);
    List<Object> missing = new ArrayList<>();
    if (byName.isEmpty() && named.isEmpty()) {
      missing.addAll(List.of("name the role with ", Setting.ROLE_NAME));
    }
    if (given.account().isEmpty()) {
      missing.addAll(
          List.of(
              missing.isEmpty() ? "give its account with " : " and its account with ",
              Setting.ACCOUNT));
    }
    if (!missing.isEmpty()) {
      diagnostics.add(unusable(field, byName.isPresent(), missing));
    }
    return byName;
  }

  private static Diagnostic unusable(FieldValue role, boolean nameKnown, List<Object> missing) {
    return nameKnown
        ? Diagnostic.at(
                role.location(),
                DiagnosticCode.ROLE_ARN_UNUSABLE,
                "no account can be taken from the execution role " + quote(role.text()))
            .withHint("an account id has 12 digits; give it with ", Setting.ACCOUNT)
        : Diagnostic.at(
                role.location(),
                DiagnosticCode.ROLE_ARN_UNUSABLE,
                "not the ARN or the name of a role: " + quote(role.text()))
            .withHint(missing.toArray());
  }

  private static TargetAccount own(TaskDefinition task, Optional<ExecutionRole> role) {
    Optional<Arn> arn = task.taskDefinitionArn().flatMap(TaskPlacement::arn);
    return new TargetAccount(
        arn.map(Arn::region).filter(region -> Partition.ofRegion(region).isPresent()),
        role.flatMap(ExecutionRole::account)
            .or(() -> arn.map(Arn::account).filter(TargetAccount::isAccount)));
  }

  /** Where the template is deployed that the task definition stands in. */
  private static TargetAccount home(Origin origin) {
    if (origin instanceof Origin.Stack stack) {
      return new TargetAccount(Optional.of(stack.region()), Optional.of(stack.account()));
    }
    if (origin instanceof Origin.Configuration configuration) {
      return new TargetAccount(configuration.region(), configuration.account());
    }
    return TargetAccount.UNKNOWN;
  }

  /** A default Region is no word on tasks whose role is in another partition. */
  private static TargetAccount usable(TargetAccount fallback, Optional<ExecutionRole> role) {
    boolean foreign =
        role.flatMap(ExecutionRole::partition)
            .filter(partition -> fallback.partition().filter(partition::equals).isEmpty())
            .isPresent();
    return foreign ? new TargetAccount(Optional.empty(), fallback.account()) : fallback;
  }

  private static Optional<Arn> arn(FieldValue field) {
    return Arn.parse(field.text());
  }
}
