package io.github.ecspolicy.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.Partition;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.task.TaskDefinition;
import io.github.ecspolicy.task.TaskDefinition.Secret;
import io.github.ecspolicy.template.Origin;
import io.github.ecspolicy.template.Symbol;
import io.github.ecspolicy.template.Symbols;
import io.github.ecspolicy.template.TemplateValues;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StackReaderTest {
  private static InputBatch read(String template) {
    byte[] bytes = template.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return InputReader.read(
        List.of("-"),
        Path.of(""),
        new ByteArrayInputStream(bytes),
        List.of(),
        TemplateValues.NONE,
        false,
        false,
        false);
  }

  private static InputBatch withSecrets(String parameters, String... valuesFrom) {
    return read(
        "{'Parameters': {"
            + parameters
            + "}, 'Resources': {'Secret': {'Type': 'AWS::SecretsManager::Secret'},"
            + " 'Parameter': {'Type': 'AWS::SSM::Parameter'},"
            + " 'Task': {'Type': 'AWS::ECS::TaskDefinition', 'Properties': {'ContainerDefinitions':"
            + " [{'Secrets': ["
            + String.join(
                ", ",
                List.of(valuesFrom).stream()
                    .map(value -> "{'Name': 'A', 'ValueFrom': " + value + "}")
                    .toList())
            + "]}]}}}}");
  }

  private static String onlySecret(InputBatch batch) {
    List<Secret> secrets = batch.taskDefinitions().get(0).containerDefinitions().get(0).secrets();
    assertEquals(1, secrets.size());
    return secrets.get(0).valueFrom().text();
  }

  private static Symbol onlySymbol(InputBatch batch, String text) {
    List<Symbols.Part> parts = batch.symbols().parts(text);
    assertEquals(1, parts.size(), text);
    return ((Symbols.Part.Unknown) parts.get(0)).symbol();
  }

  @Test
  void aSymbolicSecretHasTheShapeOfItsArn() {
    InputBatch batch = withSecrets("", "{'Ref': 'Secret'}");
    String text = onlySecret(batch);
    Arn arn = Arn.parse(text).orElseThrow();
    assertEquals("secretsmanager", arn.service());
    assertTrue(TargetAccount.isAccount(arn.account()));
    assertEquals(Optional.of(Partition.AWS), Partition.ofRegion(arn.region()));
    assertTrue(arn.resource().matches("secret:[a-z0-9]+-[A-Za-z0-9]{6}"), text);
    assertEquals("{\"Ref\":\"Secret\"}", onlySymbol(batch, text).intrinsic());
    assertEquals("${Secret}", batch.symbols().describe(text));
    assertEquals("${AWS::Region}", batch.symbols().describe(arn.region()));
    assertEquals("${AWS::AccountId}", batch.symbols().describe(arn.account()));
  }

  @Test
  void oneExpressionHasOneStandIn() {
    InputBatch batch =
        withSecrets("", "{'Ref': 'Secret'}", "{'Fn::Sub': '${Secret}'}", "{'Ref': 'Secret'}");
    List<String> texts =
        batch.taskDefinitions().get(0).containerDefinitions().get(0).secrets().stream()
            .map(secret -> secret.valueFrom().text())
            .toList();
    assertEquals(Collections.nCopies(3, texts.get(0)), texts);
  }

  @Test
  void anotherTemplateHasOtherStandIns() {
    String one = onlySecret(withSecrets("", "{'Ref': 'Secret'}"));
    String other = onlySecret(withSecrets("'P': {'Type': 'String'}", "{'Ref': 'Secret'}"));
    assertTrue(!one.equals(other), one);
  }

  @Test
  void theSelectorsOfASymbolicSecretStayText() {
    InputBatch batch =
        withSecrets("", "{'Fn::Join': ['', [{'Fn::ImportValue': 'db'}, ':password::']]}");
    List<Symbols.Part> parts = batch.symbols().parts(onlySecret(batch));
    assertEquals(2, parts.size());
    assertEquals(new Symbols.Part.Literal(":password::"), parts.get(1));
    assertEquals(
        "{\"Fn::ImportValue\":\"db\"}", ((Symbols.Part.Unknown) parts.get(0)).symbol().intrinsic());
  }

  @Test
  void theNameOfAParameterMayStartWithASlashOrNot() {
    InputBatch batch = withSecrets("'P': {'Type': 'AWS::SSM::Parameter::Name'}", "{'Ref': 'P'}");
    String text = onlySecret(batch);
    assertTrue(text.startsWith("/"), text);
    assertEquals(
        "{\"Fn::Join\":[\"/\",{\"Fn::Split\":[\"//\",{\"Fn::Join\":[\"\",[\"/\",{\"Ref\":\"P\"}]]}]}]}",
        onlySymbol(batch, text).intrinsic());
  }

  @Test
  void aParameterThatCloudFormationNamesHasNoSlash() {
    InputBatch batch = withSecrets("", "{'Ref': 'Parameter'}");
    assertTrue(onlySecret(batch).matches("[a-z0-9]+"));
    assertEquals("${Parameter}", batch.symbols().describe(onlySecret(batch)));
  }

  @Test
  void anArnHasAStandInForEachOfItsParts() {
    InputBatch batch =
        withSecrets(
            "'P': {'Type': 'String'}, 'Other': {'Type': 'String'}",
            "{'Fn::Sub': 'arn:${AWS::Partition}:ssm:${AWS::Region}:${Other}:parameter${P}'}");
    String text = onlySecret(batch);
    Arn arn = Arn.parse(text).orElseThrow();
    assertEquals("aws", arn.partition());
    assertTrue(TargetAccount.isAccount(arn.account()), text);
    assertEquals(
        "arn:aws:ssm:${AWS::Region}:${Other}:parameter${P}", batch.symbols().describe(text));
    assertTrue(arn.resource().startsWith("parameter/"), text);
  }

  @Test
  void theOriginNamesTheRoleAndTheService() {
    InputBatch batch =
        read(
            "{'Resources': {'Role': {'Type': 'AWS::IAM::Role'},"
                + " 'Service': {'Type': 'AWS::ECS::Service', 'Properties': {'TaskDefinition':"
                + " {'Ref': 'Task'}}}, 'Rule': {'Type': 'AWS::Events::Rule', 'Properties':"
                + " {'Targets': [{'EcsParameters': {'TaskDefinitionArn': {'Ref': 'Task'}}}]}},"
                + " 'Task': {'Type': 'AWS::ECS::TaskDefinition', 'Properties': {'ExecutionRoleArn':"
                + " {'Fn::GetAtt': ['Role', 'Arn']}, 'ContainerDefinitions': []}}}}");
    TaskDefinition task = batch.taskDefinitions().get(0);
    Origin.Stack stack = (Origin.Stack) task.origin();
    assertEquals("Task", stack.logicalId());
    assertEquals(Optional.of("Role"), stack.role());
    assertEquals(List.of("Service", "Rule"), stack.services());
    assertEquals(Optional.of("Task"), task.name());
    assertEquals(
        "arn:aws:iam::${AWS::AccountId}:role/${Role}",
        batch.symbols().describe(task.executionRoleArn().orElseThrow().text()));
  }

  private static List<Optional<String>> rolesOf(InputBatch batch) {
    return batch.taskDefinitions().stream()
        .map(task -> ((Origin.Stack) task.origin()).role())
        .toList();
  }

  @Test
  void eachReadingHasItsOwnRole() {
    InputBatch batch =
        read(
            "{'Parameters': {'P': {'Type': 'String'}, 'Given': {'Type': 'String'}},"
                + " 'Conditions': {'C': {'Fn::Equals': [{'Ref': 'P'}, 'a']},"
                + " 'D': {'Fn::Equals': [{'Ref': 'P'}, 'b']}},"
                + " 'Resources': {'A': {'Type': 'AWS::IAM::Role'}, 'B': {'Type':"
                + " 'AWS::IAM::Role', 'Properties': {'RoleName': {'Fn::If': ['C', 'one', 'two']}}},"
                + " 'Task': {'Type': 'AWS::ECS::TaskDefinition', 'Properties': {'ExecutionRoleArn':"
                + " {'Fn::If': ['C', {'Fn::GetAtt': ['A', 'Arn']}, {'Fn::If': ['D', {'Fn::GetAtt':"
                + " 'B.Arn'}, {'Ref': 'Given'}]}]}, 'ContainerDefinitions': []}}}}");
    assertEquals(List.of(Optional.of("A"), Optional.of("B"), Optional.empty()), rolesOf(batch));
  }

  @Test
  void eachTaskOfAJobHasItsOwnRole() {
    InputBatch batch =
        read(
            "{'Resources': {'Exec': {'Type': 'AWS::IAM::Role'}, 'Job': {'Type':"
                + " 'AWS::IAM::Role'}, 'Definition': {'Type': 'AWS::Batch::JobDefinition',"
                + " 'Properties': {'Type': 'container', 'EcsProperties': {'TaskProperties':"
                + " [{'TaskRoleArn': {'Fn::GetAtt': ['Job', 'Arn']}, 'ExecutionRoleArn':"
                + " {'Fn::GetAtt': ['Exec', 'Arn']}, 'Containers': [{'Name': 'a', 'Image':"
                + " 'b'}]}]}}}}}");
    assertEquals(List.of(Optional.of("Exec")), rolesOf(batch));
  }
}
