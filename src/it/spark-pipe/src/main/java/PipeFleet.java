import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Resolves the parts of a fleet through a pipe of Spark, merges them, and compares with one run. */
public final class PipeFleet {
  private static final int DEFINITIONS = 10_000;
  private static final int FAMILIES = 500;
  private static final int PARTS = 4;

  private static final List<String> RESOLVING =
      List.of("--region=eu-west-1", "--scope=all", "--kms-key=family-1*/db=alias/app");

  private PipeFleet() {}

  public static void main(String[] args) throws Exception {
    String jar = args[0];
    Path folder = Path.of(args[1]);
    Path fleet = folder.resolve("fleet.ndjson");
    write(fleet);
    SparkConf conf =
        new SparkConf()
            .setAppName("fleet")
            .setMaster("local[2]")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "localhost")
            .set("spark.driver.bindAddress", "127.0.0.1");
    List<String> pipe = command(jar, "generate");
    pipe.addAll(RESOLVING);
    pipe.addAll(List.of("--format=requirements", "-"));
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      // a part that cannot be resolved ends the job: its exit status is not 0
      spark
          .textFile(fleet.toString(), PARTS)
          .pipe(pipe)
          .saveAsTextFile(folder.resolve("requirements").toString());
    }
    List<String> merge = command(jar, "merge");
    merge.addAll(List.of("--output-dir=merged", "requirements"));
    run(merge, folder);
    List<String> whole = command(jar, "generate");
    whole.addAll(RESOLVING);
    whole.addAll(List.of("--output-dir=whole", fleet.getFileName().toString()));
    run(whole, folder);
    List<String> merged = files(folder.resolve("merged"));
    if (merged.isEmpty() || !merged.equals(files(folder.resolve("whole")))) {
      throw new IllegalStateException("merged: " + merged);
    }
    Files.writeString(folder.resolve("merged.json"), all(folder.resolve("merged")));
    Files.writeString(folder.resolve("whole.json"), all(folder.resolve("whole")));
  }

  private static List<String> command(String jar, String command) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ArrayList<>(List.of(java, "-jar", jar, command));
  }

  private static void run(List<String> command, Path folder) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(new File(folder.toFile(), "out.txt"))
            .start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(Files.readString(folder.resolve("out.txt")));
    }
  }

  private static List<String> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static String all(Path folder) throws IOException {
    StringBuilder all = new StringBuilder();
    for (String file : files(folder)) {
      all.append(file).append('\n').append(Files.readString(folder.resolve(file)));
    }
    return all.toString();
  }

  private static void write(Path fleet) throws IOException {
    try (var lines = Files.newBufferedWriter(fleet, StandardCharsets.UTF_8)) {
      for (int i = 0; i < DEFINITIONS; i++) {
        String family = "family-" + i % FAMILIES;
        lines.write(
            """
            {"family":"%s","executionRoleArn":"arn:aws:iam::111122223333:role/team-%d",\
            "containerDefinitions":[{"name":"app",\
            "image":"111122223333.dkr.ecr.eu-west-1.amazonaws.com/%s:%d",\
            "environment":[{"name":"REVISION","value":"%d"}],\
            "logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"/ecs/%s",\
            "awslogs-region":"eu-west-1","awslogs-stream-prefix":"ecs"}},\
            "secrets":[{"name":"DB","valueFrom":"/%s/db"}]}]}
            """
                .formatted(family, i % FAMILIES / 20, family, i, i, family, family));
      }
    }
  }
}
