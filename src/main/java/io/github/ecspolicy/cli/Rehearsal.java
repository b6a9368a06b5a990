package io.github.ecspolicy.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs what users run most, so that a JVM which is asked for an archive of what it loads has all of
 * that in it.
 */
final class Rehearsal {
  private static final String JSON =
      """
      {
        "taskDefinitionArn": "arn:aws:ecs:eu-west-1:111122223333:task-definition/web:7",
        "family": "web",
        "executionRoleArn": "arn:aws:iam::111122223333:role/web-exec",
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "cpu": "256",
        "memory": "512",
        "containerDefinitions": [
          {
            "name": "web",
            "image": "111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:1",
            "essential": true,
            "portMappings": [{"containerPort": 80, "protocol": "tcp"}],
            "environment": [{"name": "A", "value": "a"}],
            "secrets": [
              {"name": "B", "valueFrom": "/prod/web/b"},
              {"name": "C", "valueFrom": "arn:aws:ssm:eu-west-1:111122223333:parameter/prod/c"},
              {"name": "D", "valueFrom":
                "arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/d-AbCdEf:password::"}
            ],
            "logConfiguration": {
              "logDriver": "awslogs",
              "options": {"awslogs-group": "/ecs/web", "awslogs-region": "eu-west-1"}
            }
          }
        ]
      }
      """;

  private static final String YAML =
      """
      family: web
      executionRoleArn: arn:aws:iam::111122223333:role/web-exec
      containerDefinitions:
        - name: web
          image: nginx
          secrets:
            - name: A
              valueFrom: arn:aws:ssm:eu-west-1:111122223333:parameter/prod/a
      """;

  private static final String REASON =
      "ResourceInitializationError: unable to pull secrets or registry auth: AccessDeniedException:"
          + " User: arn:aws:sts::111122223333:assumed-role/web-exec/1 is not authorized to perform:"
          + " ssm:GetParameters on resource: arn:aws:ssm:eu-west-1:111122223333:parameter/prod/a"
          + " because no identity-based policy allows the ssm:GetParameters action";

  private Rehearsal() {}

  /** Runs it. What comes of it does not matter to anybody. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("ecs-policy");
    Path json = Files.writeString(folder.resolve("json"), JSON);
    Path yaml = Files.writeString(folder.resolve("yaml"), YAML);
    try {
      run("--help");
      run("--version");
      run("generate", "--help");
      for (Path input : List.of(json, yaml)) {
        run("generate", input.toString());
        run("generate", "--scope", "all", input.toString());
        run("explain", input.toString());
        run("check", input.toString());
      }
      run("explain-error", REASON);
    } finally {
      for (Path file : List.of(json, yaml, folder)) {
        Files.delete(file);
      }
    }
  }

  private static void run(String... args) {
    PrintStream nowhere = Main.utf8(OutputStream.nullOutputStream());
    Main.run(args, InputStream.nullInputStream(), nowhere, nowhere);
  }
}
