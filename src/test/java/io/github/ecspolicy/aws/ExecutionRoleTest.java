package io.github.ecspolicy.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutionRoleTest {

  @ParameterizedTest
  @CsvSource({
    "arn:aws:iam::111122223333:role/web, web, aws",
    "arn:aws:iam::111122223333:role/service-role/team/web, web, aws",
    "arn:aws-cn:iam::111122223333:role/a+b=c.d@e-f_g, a+b=c.d@e-f_g, aws-cn",
    "arn:aws-us-gov:iam::111122223333:role/ecsTaskExecutionRole, ecsTaskExecutionRole, aws-us-gov"
  })
  void anArnSaysNameAccountAndPartition(String arn, String name, String partition) {
    ExecutionRole role = ExecutionRole.parse(arn).orElseThrow();
    assertEquals(name, role.name());
    assertEquals(Optional.of("111122223333"), role.account());
    assertEquals(Optional.of(partition), role.partition().map(Partition::id));
    assertEquals(arn, role.toString());
  }

  @Test
  void aBareNameSaysNothingElse() {
    ExecutionRole role = ExecutionRole.parse("ecsTaskExecutionRole").orElseThrow();
    assertEquals(new ExecutionRole("ecsTaskExecutionRole", Optional.empty()), role);
    assertEquals(Optional.empty(), role.account());
    assertEquals(Optional.empty(), role.partition());
    assertEquals("ecsTaskExecutionRole", role.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "path/web",
        "*",
        "${role}",
        "wéb",
        "arn:aws:iam::111122223333:user/web",
        "arn:aws:iam::111122223333:role/",
        "arn:aws:iam::111122223333:role/path/",
        "arn:aws:iam::111122223333:role",
        "arn:aws:iam::111122223333:role/*",
        "arn:aws:iam::111122223333:role/a b/web",
        "arn:aws:iam::111122223333:role/a:b",
        "arn:aws:iam::aws:role/web",
        "arn:aws:iam::11112222333:role/web",
        "arn:aws:iam:eu-west-1:111122223333:role/web",
        "arn:aws:sts::111122223333:assumed-role/web/session",
        "arn:aws:sts::111122223333:role/web",
        "arn:mars:iam::111122223333:role/web"
      })
  void whatIsNoRoleIsRefused(String text) {
    assertEquals(Optional.empty(), ExecutionRole.parse(text));
  }

  @Test
  void namesHaveUpTo64Characters() {
    assertEquals(64, ExecutionRole.parse("r".repeat(64)).orElseThrow().name().length());
    assertEquals(Optional.empty(), ExecutionRole.parse("r".repeat(65)));
    assertEquals(
        Optional.empty(), ExecutionRole.parse("arn:aws:iam::111122223333:role/" + "r".repeat(65)));
  }

  @Test
  void noRoleCanBeMadeThatIamDoesNotTake() {
    assertThrows(IllegalArgumentException.class, () -> new ExecutionRole("a/b", Optional.empty()));
  }

  @Test
  void rolesAreSortedByArn() {
    List<String> sorted =
        Stream.of(
                "arn:aws:iam::444455556666:role/a",
                "b",
                "arn:aws:iam::111122223333:role/z",
                "arn:aws:iam::111122223333:role/b")
            .map(text -> ExecutionRole.parse(text).orElseThrow())
            .sorted()
            .map(ExecutionRole::toString)
            .toList();
    assertEquals(
        List.of(
            "arn:aws:iam::111122223333:role/b",
            "arn:aws:iam::111122223333:role/z",
            "arn:aws:iam::444455556666:role/a",
            "b"),
        sorted);
  }
}
