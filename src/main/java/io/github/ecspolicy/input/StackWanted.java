package io.github.ecspolicy.input;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is read of a template of CloudFormation, of the AWS CDK or of SAM. */
final class StackWanted {
  private static final Wanted FOR_TASKS =
      new Wanted.AnywhereBut(
          Stream.of(
                  "AliasName",
                  "authorizationConfig",
                  "awslogs-create-group",
                  "awslogs-group",
                  "awslogs-region",
                  "awslogs-stream-prefix",
                  "awsLogsConfiguration",
                  "BatchJobParameters",
                  "BatchParameters",
                  "BucketEncryption",
                  "BucketName",
                  "config-file-type",
                  "config-file-value",
                  "container",
                  "containerDefinitions",
                  "containerProperties",
                  "containers",
                  "credentialsParameter",
                  "credentialSpecs",
                  "DaemonTaskDefinitionArn",
                  "dockerSecurityOptions",
                  "EcsParameters",
                  "EcsTaskParameters",
                  "ecsProperties",
                  "eksProperties",
                  "Enabled",
                  "executionRoleArn",
                  "family",
                  "firelensConfiguration",
                  "fsxWindowsFileServerVolumeConfiguration",
                  "image",
                  "infrastructureRoleArn",
                  "JobDefinition",
                  "jobDefinitionName",
                  "KmsKeyId",
                  "KMSMasterKeyID",
                  "Location",
                  "logConfiguration",
                  "logDriver",
                  "logGroup",
                  "LogGroupName",
                  "logStreamPrefix",
                  "MasterPasswordSecretKmsKeyId",
                  "MasterUserSecret",
                  "name",
                  "nodeProperties",
                  "nodeRangeProperties",
                  "operatingSystemFamily",
                  "options",
                  "Path",
                  "platformCapabilities",
                  "primaryContainer",
                  "repositoryCredentials",
                  "RepositoryName",
                  "requiresCompatibilities",
                  "RoleName",
                  "runtimePlatform",
                  "SecretId",
                  "secretOptions",
                  "secrets",
                  "ServerSideEncryptionByDefault",
                  "ServerSideEncryptionConfiguration",
                  "ServiceConnectConfiguration",
                  "serviceName",
                  "SSEAlgorithm",
                  "Target",
                  "TargetId",
                  "TargetKeyId",
                  "TargetParameters",
                  "Targets",
                  "TargetType",
                  "taskDefinition",
                  "TaskDefinitionArn",
                  "taskProperties",
                  "TemplateURL",
                  "type",
                  "valueFrom",
                  "volumes")
              .map(field -> field.toLowerCase(Locale.ROOT))
              .collect(Collectors.toSet()),
          // The values of parameters and of the environment stand under the same name.
          Map.of("environmentfiles", Wanted.texts("type", "value")));

  /** What is read of the properties of a resource. */
  static final Wanted PROPERTIES = new Wanted.OrExpression(FOR_TASKS);

  private static final Wanted POLICY = new Wanted.Everything();

  private static final Wanted PROPERTIES_WITH_POLICIES =
      new Wanted.OrExpression(
          new Wanted.Extended(
              FOR_TASKS,
              Wanted.texts("ManagedPolicyName", "PolicyName")
                  .and("AssumeRolePolicyDocument", POLICY)
                  .and("KeyPolicy", POLICY)
                  .and("ManagedPolicyArns", POLICY)
                  .and("PermissionsBoundary", POLICY)
                  .and("Policies", POLICY)
                  .and("PolicyDocument", POLICY)
                  .and("ResourcePolicy", POLICY)
                  .and("Roles", POLICY)));

  /** What is read of the sections of a template, but for its resources. */
  static final Wanted.Members SECTIONS =
      Wanted.texts("AWSTemplateFormatVersion")
          .and("Transform", new Wanted.OrExpression(Wanted.texts("Name")))
          .and("Fn::Transform", new Wanted.OrExpression(Wanted.texts("Name")))
          .and(
              "Parameters",
              Wanted.texts().andOthers(Wanted.texts("Type", "Default", "NoEcho", "AllowedValues")))
          .and("Mappings", new Wanted.Everything())
          .and("Conditions", new Wanted.Everything());

  /** What is read of the resources of a template. */
  static final Wanted OF_RESOURCES = ofResources(PROPERTIES);

  /** What is read of them where policies are wanted too. */
  static final Wanted OF_RESOURCES_WITH_POLICIES = ofResources(PROPERTIES_WITH_POLICIES);

  private StackWanted() {}

  private static Wanted ofResources(Wanted properties) {
    return Wanted.texts()
        .andOthers(
            Wanted.texts("Type", "Condition")
                .and("Metadata", Wanted.texts(NestedParts.FILE).alone())
                .and("Properties", properties));
  }
}
