package io.github.ecspolicy.input;

/**
 * What is read of the export of a stack of Pulumi: exactly these outputs of resources, whatever
 * their type, and never those that hold values of secrets and parameters.
 */
final class PulumiWanted {
  /**
   * The key that tells what Pulumi keeps as something else than a plain value, mostly a secret: the
   * value stands beside it, encrypted or not, and is never read.
   *
   * @see <a href="https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/sig.go">
   *     signatures of Pulumi</a>
   */
  static final String SIGNATURE = "4dabf18193072939515e22adb298388d";

  private static final Wanted FSX =
      texts().and("authorizationConfig", texts("credentialsParameter"));

  private static final Wanted OUTPUTS =
      texts(
              "arn",
              "bucket",
              "executionRoleArn",
              "family",
              "isEnabled",
              "keyId",
              "kmsKeyId",
              "name",
              "platformCapabilities",
              "requiresCompatibilities",
              "targetKeyId",
              "taskDefinitionArn",
              "type")
          .and("containerDefinitions", TaskDefinitionReader.WANTED)
          .and("containerProperties", TaskDefinitionReader.WANTED)
          .and("ecsProperties", TaskDefinitionReader.WANTED)
          .and("eksProperties", texts())
          .and("nodeProperties", TaskDefinitionReader.WANTED)
          .and("replicas", texts("kmsKeyId", "region"))
          .and(
              "rules",
              texts()
                  .and(
                      "applyServerSideEncryptionByDefault",
                      texts("kmsMasterKeyId", "sseAlgorithm")))
          .and("runtimePlatform", texts("operatingSystemFamily"))
          .and("volumes", texts("name").and("fsxWindowsFileServerVolumeConfiguration", FSX));

  private static final Wanted RESOURCE =
      Wanted.texts("delete", "external", "pendingReplacement", "type", "urn")
          .alone()
          .and("outputs", OUTPUTS);

  /** Of the whole document. */
  static final Wanted.Members DOCUMENT =
      Wanted.texts().and("deployment", Wanted.texts("manifest").alone().and("resources", RESOURCE));

  private PulumiWanted() {}

  /** Exports are long, and nobody looks for what else is in them but for secrets. */
  private static Wanted.Members texts(String... fields) {
    return Wanted.texts(fields).alone().and(SIGNATURE, Wanted.TEXT);
  }
}
