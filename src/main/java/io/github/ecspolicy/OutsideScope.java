package io.github.ecspolicy;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.PolicyRequest.Purpose;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.task.TaskDefinition;
import io.github.ecspolicy.task.TaskDefinition.ContainerDefinition;
import io.github.ecspolicy.task.TaskDefinition.LogConfiguration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a task needs of its execution role and neither a policy for secrets nor
 * AmazonECSTaskExecutionRolePolicy allows: the one must not be taken for all there is.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html">the
 *     execution role</a>
 */
final class OutsideScope {
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/firelens-taskdef.html
  private static final Set<String> NO_FILES_IN_S3 = Set.of("FARGATE");

  private final Purpose purpose;

  private OutsideScope(Purpose purpose) {
    this.purpose = purpose;
  }

  /** Returns a note for each such need of {@code task}. */
  static List<Diagnostic> of(TaskDefinition task, Purpose purpose) {
    return new OutsideScope(purpose).notes(task);
  }

  private List<Diagnostic> notes(TaskDefinition task) {
    return task.containerDefinitions().stream()
        .flatMap(
            container ->
                Stream.of(
                        files(container, task)
                            .filter(file -> !file.text().isBlank())
                            .map(this::file),
                        container.logConfigurations().stream()
                            .filter(LogConfiguration::createsGroup)
                            .flatMap(log -> log.createGroup().stream())
                            .map(this::logGroup))
                    .flatMap(notes -> notes))
        .toList();
  }

  private static Stream<FieldValue> files(ContainerDefinition container, TaskDefinition task) {
    return Stream.concat(
        container.environmentFiles().stream(),
        container.firelensConfigFile().stream().filter(file -> !task.isOnlyFor(NO_FILES_IN_S3)));
  }

  private Diagnostic file(FieldValue file) {
    return note(
        file,
        "`s3:GetObject` on " + quote(file.text()) + " and `s3:GetBucketLocation` on its bucket");
  }

  private Diagnostic logGroup(FieldValue option) {
    return note(option, "`logs:CreateLogGroup` for `awslogs-create-group`");
  }

  private Diagnostic note(FieldValue at, String permissions) {
    return Diagnostic.at(
            at.location(),
            DiagnosticCode.OUTSIDE_SCOPE,
            "the execution role needs " + permissions + ", which " + leftOut())
        .withHint(
            "cover it with ", Setting.SCOPE.to("all"), ", or allow it in a policy of its own");
  }

  private String leftOut() {
    return switch (purpose) {
      case WRITE, MERGE -> "this policy for secrets does not allow";
      case COMPARE -> "the scope `secrets` leaves out";
    };
  }
}
