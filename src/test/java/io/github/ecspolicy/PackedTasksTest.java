package io.github.ecspolicy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.reference.Reference;
import io.github.ecspolicy.reference.Reference.Field;
import io.github.ecspolicy.requirements.TaskOutline;
import io.github.ecspolicy.task.TaskDefinition.Form;
import io.github.ecspolicy.task.TaskDefinition.LogConfiguration;
import io.github.ecspolicy.template.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PackedTasksTest {
  /** More than have a number. */
  private static final int MANY = 40_000;

  private static PlacedTask task(int i, List<Diagnostic> diagnostics) {
    // half of a character, a whole one that takes two, one beyond Latin 1, and one in it
    String family = List.of("f-", "\ud83d", "\ud83d\ude80", "\u20ac", "\u00ff", "").get(i % 6) + i;
    SourceLocation place = place("file-" + i / 3, i + 1, "/" + i);
    Optional<ExecutionRole> role = Optional.of(new ExecutionRole("r-" + i % 7, Optional.empty()));
    TaskPlacement placement = new TaskPlacement(TargetAccount.UNKNOWN, role, List.of());
    TaskOutline outline =
        new TaskOutline(
            family,
            i % 2 == 0 ? Form.WHOLE : Form.CONTAINERS_ONLY,
            i % 4 == 0 ? Optional.empty() : Optional.of("r-" + i % 7),
            role,
            TargetAccount.UNKNOWN,
            i % 5 == 0 ? List.of("EC2", "FARGATE") : List.of(),
            i % 3 == 0,
            Origin.ALONE,
            place);
    return new PlacedTask(
        outline.toTask(),
        placement,
        List.of(secret(family, i), group(family, i)),
        diagnostics,
        i + 1);
  }

  private static SourceLocation place(String source, int line, String pointer) {
    return new SourceLocation(
        source, line, line % 1_000 + 1, JsonPointer.parse(pointer).orElseThrow());
  }

  private static Reference secret(String family, int i) {
    return new Reference(
        Field.SECRET,
        new FieldValue("/shared/" + i % 11, place("other", MANY - i + 1, "/a~1b/0")),
        i % 2 == 0 ? family : "another",
        i % 3 == 0 ? Optional.empty() : Optional.of("app"),
        Optional.of("NAME"),
        Optional.empty(),
        i % 2 == 0);
  }

  private static Reference group(String family, int i) {
    FieldValue group = new FieldValue(family, place("file-" + i / 3, i + 1, "/" + i + "/group"));
    LogConfiguration log =
        new LogConfiguration(
            Optional.of(new FieldValue("awslogs", place("other", 1, ""))),
            i % 4 == 0 ? Optional.empty() : Optional.of(group),
            i % 3 == 0 ? Optional.empty() : Optional.of(group),
            i % 2 == 0 ? Optional.empty() : Optional.of(group),
            i % 5 == 0 ? Optional.empty() : Optional.of(group),
            List.of(),
            i % 2 == 0,
            place("file", i + 1, ""));
    return new Reference(
        Field.LOG_GROUP,
        group,
        family,
        Optional.of(family),
        Optional.empty(),
        Optional.of(log),
        i % 3 == 0);
  }

  @Test
  void whatIsTakenOutIsWhatWasPutIn() {
    PackedTasks packed = new PackedTasks();
    List<PlacedTask> tasks = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      tasks.add(task(i, List.of()));
      packed.add(tasks.get(i));
    }
    assertEquals(tasks, packed);
  }

  @Test
  void oneTakesThePlaceOfAnother() {
    List<Diagnostic> said = List.of(Diagnostic.of(DiagnosticCode.NO_REQUIREMENTS, "said"));
    // the first few are kept otherwise than those after them
    List<PlacedTask> tasks = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      tasks.add(task(i, i % 2 == 0 ? said : List.of()));
    }
    PackedTasks packed = new PackedTasks();
    packed.addAll(tasks);
    for (int i : new int[] {0, 1, 38, 39}) {
      PlacedTask other = task(i + 101, i % 2 == 0 ? List.of() : said);
      assertEquals(tasks.set(i, other), packed.set(i, other));
    }
    assertEquals(tasks, packed);
  }
}
