package io.github.ecspolicy.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Task definitions as an account with many services has them, as {@code aws ecs
 * describe-task-definition} prints them and about 3 KB each: revisions of families that share some
 * roles, parameters and secrets. The same seed gives the same bytes.
 *
 * <p>Knows only the JDK, so that a script can compile it alone.
 */
public final class TaskStream {
  private static final long SEED = 20_240_229;
  private static final int ROLES = 20;
  private static final int FILES_PER_FOLDER = 1_000;
  private static final String[] SUBJECTS = {
    "checkout", "billing", "search", "mail", "ledger", "media", "stock", "login"
  };

  private final Random random = new Random(SEED);
  private final int families;

  /**
   * Makes the start of a stream.
   *
   * @param families how many families there are before the first has another revision
   */
  public TaskStream(int families) {
    this.families = families;
  }

  /**
   * Writes them one a line to standard output, or each to a file of its own.
   *
   * @param args how many, how many families, and the folder for files if there is to be one
   */
  public static void main(String[] args) throws IOException {
    int count = Integer.parseInt(args[0]);
    TaskStream stream = new TaskStream(Integer.parseInt(args[1]));
    if (args.length > 2) {
      stream.writeFiles(count, Path.of(args[2]));
      return;
    }
    try (Writer out =
        new BufferedWriter(
            new OutputStreamWriter(System.out, StandardCharsets.US_ASCII), 1 << 16)) {
      for (int i = 0; i < count; i++) {
        out.write(stream.definition(i));
        out.write('\n');
      }
    }
  }

  private void writeFiles(int count, Path root) throws IOException {
    for (int i = 0; i < count; i++) {
      Path folder = root.resolve("%03d".formatted(i / FILES_PER_FOLDER));
      if (i % FILES_PER_FOLDER == 0) {
        Files.createDirectories(folder);
      }
      Files.writeString(folder.resolve("task-%07d.json".formatted(i)), definition(i));
    }
  }

  /** Returns the first {@code count} of a stream, one a line. */
  public static byte[] lines(int count, int families) {
    TaskStream stream = new TaskStream(families);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(stream.definition(i)).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** Returns the next one, as JSON on one line. */
  private String definition(int i) {
    int number = i % families;
    int revision = i / families + 1;
    String subject = SUBJECTS[number % SUBJECTS.length];
    String family = subject + "-" + number;
    StringBuilder json = new StringBuilder(4_096);
    json.append("{\"taskDefinitionArn\":\"arn:aws:ecs:eu-west-1:111122223333:task-definition/")
        .append(family)
        .append(':')
        .append(revision)
        .append("\",\"containerDefinitions\":[");
    container(json, family, revision, number, "app");
    json.append(',');
    container(json, family, revision, number, "proxy");
    return json.append("],\"family\":\"")
        .append(family)
        .append("\",\"taskRoleArn\":\"arn:aws:iam::111122223333:role/task-")
        .append(number % ROLES)
        .append("\",\"executionRoleArn\":\"arn:aws:iam::111122223333:role/execution-")
        .append(number % ROLES)
        .append("\",\"networkMode\":\"awsvpc\",\"revision\":")
        .append(revision)
        .append(",\"volumes\":[],\"status\":\"ACTIVE\",\"requiresAttributes\":[")
        .append("{\"name\":\"com.amazonaws.ecs.capability.logging-driver.awslogs\"},")
        .append("{\"name\":\"ecs.capability.secrets.ssm.environment-variables\"},")
        .append("{\"name\":\"com.amazonaws.ecs.capability.ecr-auth\"}],")
        .append("\"placementConstraints\":[],\"compatibilities\":[\"EC2\",\"FARGATE\"],")
        .append("\"requiresCompatibilities\":[\"FARGATE\"],\"cpu\":\"1024\",\"memory\":\"2048\",")
        .append("\"registeredAt\":\"2024-02-29T12:00:00.000Z\"}")
        .toString();
  }

  private void container(StringBuilder json, String family, int revision, int number, String name) {
    json.append("{\"name\":\"")
        .append(name)
        .append("\",\"image\":\"111122223333.dkr.ecr.eu-west-1.amazonaws.com/")
        .append(family)
        .append('/')
        .append(name)
        .append(":1.")
        .append(revision)
        .append("\",\"cpu\":256,\"memory\":512,\"portMappings\":[")
        .append("{\"containerPort\":8080,\"hostPort\":8080,\"protocol\":\"tcp\"}],")
        .append("\"essential\":true,\"environment\":[");
    int variables = 5 + random.nextInt(6);
    for (int k = 0; k < variables; k++) {
      json.append(k == 0 ? "" : ",")
          .append("{\"name\":\"SETTING_")
          .append(k)
          .append("\",\"value\":\"")
          .append(Long.toHexString(random.nextLong()))
          .append("\"}");
    }
    json.append("],\"mountPoints\":[],\"volumesFrom\":[],\"secrets\":[");
    String prefix = SUBJECTS[number % SUBJECTS.length] + "/" + number % ROLES + "/";
    for (int k = 0; k < 4; k++) {
      json.append(k == 0 ? "" : ",").append("{\"name\":\"SECRET_").append(k).append("\",");
      json.append("\"valueFrom\":\"")
          .append(
              k % 2 == 0
                  ? "arn:aws:secretsmanager:eu-west-1:111122223333:secret:" + prefix + k + "-AbCdEf"
                  : "/" + prefix + k)
          .append("\"}");
    }
    json.append("],\"logConfiguration\":{\"logDriver\":\"awslogs\",\"options\":{")
        .append("\"awslogs-group\":\"/ecs/")
        .append(family)
        .append("\",\"awslogs-region\":\"eu-west-1\",\"awslogs-stream-prefix\":\"")
        .append(name)
        .append("\"}},\"healthCheck\":{\"command\":[\"CMD-SHELL\",")
        .append("\"curl --fail http://localhost:8080/health || exit 1\"],\"interval\":30,")
        .append("\"timeout\":5,\"retries\":3},\"dockerLabels\":{\"team\":\"")
        .append(family)
        .append("\"},\"systemControls\":[]}");
  }
}
