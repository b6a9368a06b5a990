package io.github.ecspolicy.stopped;

import java.util.Arrays;
import java.util.Optional;

/** The calls that ECS, or a service in its name, makes with the task execution role. */
enum StartCall {
  GET_PARAMETERS("ssm:GetParameters"),
  GET_SECRET_VALUE("secretsmanager:GetSecretValue"),
  DECRYPT("kms:Decrypt"),
  GET_AUTHORIZATION_TOKEN("ecr:GetAuthorizationToken"),
  BATCH_GET_IMAGE("ecr:BatchGetImage"),
  GET_DOWNLOAD_URL_FOR_LAYER("ecr:GetDownloadUrlForLayer"),
  BATCH_CHECK_LAYER_AVAILABILITY("ecr:BatchCheckLayerAvailability"),
  BATCH_IMPORT_UPSTREAM_IMAGE("ecr:BatchImportUpstreamImage"),
  CREATE_REPOSITORY("ecr:CreateRepository"),
  CREATE_LOG_STREAM("logs:CreateLogStream"),
  PUT_LOG_EVENTS("logs:PutLogEvents"),
  CREATE_LOG_GROUP("logs:CreateLogGroup"),
  GET_OBJECT("s3:GetObject"),
  GET_BUCKET_LOCATION("s3:GetBucketLocation"),
  DESCRIBE_FILE_SYSTEMS("fsx:DescribeFileSystems");

  private final String action;

  StartCall(String action) {
    this.action = action;
  }

  /** Returns the call that {@code action} is, in whatever case it is written. */
  static Optional<StartCall> of(String action) {
    return Arrays.stream(values()).filter(call -> call.action.equalsIgnoreCase(action)).findFirst();
  }

  /** Returns the action as AWS spells it. */
  String action() {
    return action;
  }
}
