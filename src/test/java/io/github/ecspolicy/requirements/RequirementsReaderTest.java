package io.github.ecspolicy.requirements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.requirements.Requirements.TaskNeeds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A line is read once, and told again by its bytes at any other place. */
class RequirementsReaderTest {
  private static final String TASK =
      "{\"requirements\":1,\"scope\":\"all\",\"task\":{\"name\":\"%1$s\",\"form\":\"whole\","
          + "\"launchTypes\":[\"EC2\"],\"logsToCloudWatch\":false,\"at\":{\"file\":\"%2$s\","
          + "\"line\":%3$d,\"column\":1,\"pointer\":\"\"}}";

  private static final String PARAMETER =
      ",\"needs\":\"parameter\",\"resource\":\"arn:aws:ssm:eu-west-1:111122223333:parameter/db\","
          + "\"key\":{\"status\":\"unknown\"},\"reference\":{\"field\":\"secrets\",\"valueFrom\":\"/db\","
          + "\"windows\":false,\"at\":{\"file\":\"%2$s\",\"line\":%3$d,\"column\":7,"
          + "\"pointer\":\"/secrets/0/valueFrom\"}}}";

  private static final String IMAGE =
      ",\"needs\":\"repository\",\"resource\":\"arn:aws:ecr:eu-west-1:111122223333:repository/app\","
          + "\"key\":{\"status\":\"none\"},\"reference\":{\"field\":\"image\",\"valueFrom\":\"app:%3$d\","
          + "\"windows\":false,\"at\":{\"file\":\"%2$s\",\"line\":%3$d,\"column\":9,"
          + "\"pointer\":\"/image\"}}}";

  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final RequirementsReader reader = new RequirementsReader(diagnostics);

  private static String line(String need, String task, String file, int line) {
    return (TASK + need).formatted(task, file, line);
  }

  private boolean readAgain(String line) {
    byte[] bytes = ("\n" + line + "\n").getBytes(StandardCharsets.UTF_8);
    return reader.readAgain(bytes, 1, bytes.length - 1);
  }

  private void read(String line) {
    assertFalse(readAgain(line), line);
    reader.read(SourceLocation.startOf("lines"), line);
    assertEquals(List.of(), diagnostics);
  }

  private List<TaskNeeds> tasks() {
    return reader.whole().orElseThrow().tasks();
  }

  @Test
  void whatWasReadOfOnePlaceIsKnownOfAllOthers() {
    read(line(PARAMETER, "web", "b.json", 5));
    assertTrue(readAgain(line(PARAMETER, "web", "b.json", 5)));
    assertTrue(readAgain(line(PARAMETER, "web", "b.json", 4)));
    assertTrue(readAgain(line(PARAMETER, "web", "c.json", 1)));
    TaskNeeds web = tasks().get(0);
    assertEquals(1, tasks().size());
    assertEquals("b.json:4:1", web.task().location().toString());
    assertEquals(1, web.references().size());
    assertEquals("b.json:4:7", place(web.references().get(0)));
  }

  @Test
  void whatOneNeedsIsKnownOfAnother() {
    read(line(PARAMETER, "web", "a.json", 1));
    read(line("}", "job", "a.json", 2));
    assertTrue(readAgain(line(PARAMETER, "job", "a.json", 2)));
    TaskNeeds job = tasks().get(1);
    assertEquals("job", job.references().get(0).reference().task());
    assertEquals("a.json:2:7", place(job.references().get(0)));
  }

  @Test
  void whatAKnownOneNeedsIsReadByItself() {
    read(line("}", "web", "a.json", 1));
    assertTrue(readAgain(line(PARAMETER, "web", "a.json", 1)));
    assertFalse(readAgain(line(PARAMETER, "web", "a.json", 1).replace("/db", "/d*")));
    assertFalse(readAgain(line(PARAMETER, "web", "a.json", 1).replace(",\"needs\"", ",\"scope\"")));
    assertEquals(1, tasks().get(0).references().size());
  }

  @Test
  void theTagOfAnImageIsThatOfTheFirstPlace() {
    read(line(IMAGE, "web", "a.json", 5));
    assertTrue(readAgain(line(IMAGE, "web", "a.json", 3)));
    assertTrue(readAgain(line(IMAGE, "web", "a.json", 8)));
    List<ResolvedReference> needs = tasks().get(0).references();
    assertEquals(1, needs.size());
    assertEquals("app:3", needs.get(0).reference().value().text());
  }

  /** The task definition of a line that was refused has not been seen there. */
  @Test
  void aTaskDefinitionIsWhereAGoodLineHasIt() {
    read(line(PARAMETER, "web", "b.json", 1));
    String bad = line(PARAMETER, "web", "a.json", 1).replace("\"unknown\"", "\"?\"");
    assertFalse(readAgain(bad));
    reader.read(SourceLocation.startOf("lines"), bad);
    assertEquals(1, diagnostics.size());
    assertEquals("b.json:1:1", tasks().get(0).task().location().toString());
    assertTrue(readAgain(line(PARAMETER, "web", "a.json", 1)));
    assertEquals("a.json:1:1", tasks().get(0).task().location().toString());
  }

  /** The next line may be of the same task definition, and is not of the one before. */
  @Test
  void aLineThatIsWrittenOtherwiseBelongsToItsOwnTaskDefinition() {
    read(line(PARAMETER, "web", "a.json", 1));
    read(line("}", "job", "a.json", 2));
    assertTrue(readAgain(line(PARAMETER, "web", "a.json", 1)));
    read(line(PARAMETER, "job", "a.json", 2).replace(",\"needs\"", ", \"needs\""));
    assertTrue(readAgain(line(IMAGE, "job", "a.json", 2)));
    assertEquals(1, tasks().get(0).references().size());
    assertEquals(2, tasks().get(1).references().size());
  }

  private static String place(ResolvedReference need) {
    return need.reference().value().location().toString();
  }
}
