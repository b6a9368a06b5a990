package io.github.ecspolicy;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.aws.Partition;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.task.FieldValue;
import io.github.ecspolicy.task.TaskDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the tasks of a task definition run and with which role: the user's word first, then what
 * the task definition's own ARNs say, then the defaults of the environment.
 */
record TaskPlacement(
    TargetAccount target, Optional<ExecutionRole> role, List<Diagnostic> diagnostics) {

  static TaskPlacement of(TaskDefinition task, TargetAccount given, TargetAccount fallback) {
    List<Diagnostic> diagnostics = new ArrayList<>();
    Optional<ExecutionRole> role = role(task, diagnostics);
    TargetAccount own = own(task, role);
    TargetAccount target = given.orElse(own).orElse(usable(fallback, role));
    task.executionRoleArn()
        .ifPresent(
            field -> {
              role.flatMap(ExecutionRole::account)
                  .filter(account -> target.account().filter(account::equals).isEmpty())
                  .ifPresent(
                      account ->
                          diagnostics.add(
                              otherAccount(
                                  field, "the execution role is in account " + account, target)));
              role.flatMap(ExecutionRole::partition)
                  .filter(
                      partition ->
                          target.partition().filter(other -> other != partition).isPresent())
                  .ifPresent(
                      partition -> diagnostics.add(otherPartition(field, partition, target)));
            });
    if (diagnostics.stream().noneMatch(d -> d.code() == DiagnosticCode.ACCOUNT_CONFLICT)) {
      task.taskDefinitionArn()
          .ifPresent(
              field ->
                  arn(field)
                      .map(Arn::account)
                      .filter(TargetAccount::isAccount)
                      .filter(account -> target.account().filter(account::equals).isEmpty())
                      .ifPresent(
                          account ->
                              diagnostics.add(
                                  otherAccount(
                                      field,
                                      "the task definition was registered in account " + account,
                                      target))));
    }
    task.taskDefinitionArn()
        .ifPresent(
            field ->
                arn(field)
                    .map(Arn::region)
                    .filter(region -> Partition.ofRegion(region).isPresent())
                    .filter(region -> target.region().filter(region::equals).isEmpty())
                    .ifPresent(region -> diagnostics.add(otherRegion(field, region, target))));
    return new TaskPlacement(target, role, List.copyOf(diagnostics));
  }

  /**
   * The role; without its ARN if that has no usable account, as in templates still to be filled.
   */
  private static Optional<ExecutionRole> role(TaskDefinition task, List<Diagnostic> diagnostics) {
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
    diagnostics.add(
        byName
            .map(
                name ->
                    Diagnostic.at(
                            field.location(),
                            DiagnosticCode.ROLE_ARN_UNUSABLE,
                            "no account can be taken from the execution role "
                                + quote(field.text()))
                        .withHint("an account id has 12 digits; give it with ", Setting.ACCOUNT))
            .orElseGet(
                () ->
                    Diagnostic.at(
                            field.location(),
                            DiagnosticCode.ROLE_ARN_UNUSABLE,
                            "not the ARN or the name of a role: " + quote(field.text()))
                        .withHint(
                            "name the role with ",
                            Setting.ROLE_NAME,
                            " and its account with ",
                            Setting.ACCOUNT)));
    return byName;
  }

  private static TargetAccount own(TaskDefinition task, Optional<ExecutionRole> role) {
    Optional<Arn> arn = task.taskDefinitionArn().flatMap(TaskPlacement::arn);
    return new TargetAccount(
        arn.map(Arn::region).filter(region -> Partition.ofRegion(region).isPresent()),
        role.flatMap(ExecutionRole::account)
            .or(() -> arn.map(Arn::account).filter(TargetAccount::isAccount)));
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

  private static Diagnostic otherAccount(FieldValue field, String what, TargetAccount target) {
    return Diagnostic.at(
            field.location(),
            DiagnosticCode.ACCOUNT_CONFLICT,
            what + ", names are looked up in " + target.account().orElseThrow())
        .withHint("the role and the task are always in one account: check ", Setting.ACCOUNT);
  }

  private static Diagnostic otherRegion(FieldValue field, String region, TargetAccount target) {
    return Diagnostic.at(
            field.location(),
            DiagnosticCode.REGION_CONFLICT,
            "the task definition was registered in "
                + region
                + ", names are looked up in "
                + target.region().orElseThrow())
        .withHint("check ", Setting.REGION);
  }

  private static Diagnostic otherPartition(
      FieldValue field, Partition partition, TargetAccount target) {
    return Diagnostic.at(
            field.location(),
            DiagnosticCode.ARN_PARTITION,
            "the execution role is in the partition "
                + partition
                + ", the Region "
                + target.region().orElseThrow()
                + " is not")
        .withHint("give the Region of the tasks with ", Setting.REGION);
  }
}
