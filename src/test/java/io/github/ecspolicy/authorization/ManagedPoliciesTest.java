package io.github.ecspolicy.authorization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.iam.PolicyDocument;
import io.github.ecspolicy.iam.PolicySyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManagedPoliciesTest {
  private static final Path FOLDER =
      Path.of("src/main/resources/io/github/ecspolicy/authorization/managed-policies");

  private static final SourceLocation HERE = SourceLocation.startOf("here");

  /** How many statements the version in AWS's reference has. */
  private static final Map<String, Integer> STATEMENTS =
      Map.ofEntries(
          Map.entry("AWSKeyManagementServicePowerUser", 1),
          Map.entry("AdministratorAccess", 1),
          Map.entry("AmazonEC2ContainerRegistryFullAccess", 2),
          Map.entry("AmazonEC2ContainerRegistryPowerUser", 1),
          Map.entry("AmazonEC2ContainerRegistryPullOnly", 1),
          Map.entry("AmazonEC2ContainerRegistryReadOnly", 1),
          Map.entry("AmazonS3ReadOnlyAccess", 1),
          Map.entry("AmazonSSMFullAccess", 4),
          Map.entry("AmazonSSMReadOnlyAccess", 1),
          Map.entry("CloudWatchLogsFullAccess", 1),
          Map.entry("SecretsManagerReadWrite", 5),
          Map.entry("service-role/AmazonECSTaskExecutionRolePolicy", 1));

  static Set<String> paths() {
    return STATEMENTS.keySet();
  }

  @ParameterizedTest
  @MethodSource("paths")
  void isKnownByItsArnInEveryPartition(String path) throws PolicySyntaxException {
    for (String partition : Set.of("aws", "aws-cn", "aws-us-gov", "aws-eusc")) {
      String arn = "arn:" + partition + ":iam::aws:policy/" + path;
      WrittenPolicy policy = ManagedPolicies.of(arn, HERE).orElseThrow();
      assertEquals(arn, policy.name());
      assertEquals(WrittenPolicy.Kind.AWS_MANAGED, policy.kind());
      assertEquals(
          STATEMENTS.get(path),
          PolicyDocument.parse(policy.document().toString()).statements().size());
    }
  }

  @Test
  void allThatAreInTheJarAreTested() throws IOException {
    Set<String> all = new TreeSet<>();
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String path = FOLDER.relativize(file).toString().replace('\\', '/');
        all.add(path.replaceFirst("\\.json$", ""));
      }
    }
    assertEquals(all, new TreeSet<>(paths()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:iam::aws:policy/AmazonECSTaskExecutionRolePolicy",
        "arn:aws:iam::aws:policy/service-role/AmazonSSMReadOnlyAccess",
        "arn:aws:iam::aws:policy/../managed-policies/AmazonSSMReadOnlyAccess",
        "arn:aws:iam::aws:policy/NoSuchPolicy",
        "arn:aws:iam::111122223333:policy/AmazonSSMReadOnlyAccess",
        "arn:aws:iam::aws:role/AmazonSSMReadOnlyAccess",
        "AmazonSSMReadOnlyAccess",
      })
  void anotherArnIsNotKnown(String arn) {
    assertEquals(Optional.empty(), ManagedPolicies.of(arn, HERE));
  }

  @Test
  void policiesOfAwsHaveNoAccount() {
    assertTrue(ManagedPolicies.isOfAws("arn:aws-cn:iam::aws:policy/AdministratorAccess"));
    assertFalse(ManagedPolicies.isOfAws("arn:aws:iam::111122223333:policy/AdministratorAccess"));
  }
}
