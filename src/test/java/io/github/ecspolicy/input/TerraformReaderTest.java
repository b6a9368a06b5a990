package io.github.ecspolicy.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.task.TaskDefinition;
import io.github.ecspolicy.template.Origin;
import io.github.ecspolicy.template.TemplateValues;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What task definitions of a plan or state stand in. */
class TerraformReaderTest {
  private static final String ARN = "arn:aws:ecs:eu-west-1:111122223333:task-definition/web:2";
  private static final String ROLE = "arn:aws:iam::111122223333:role/web";
  private static final String TASK =
      resource("aws_ecs_task_definition.web", "'family': 'web', 'container_definitions': '[]'");

  private static String resource(String address, String values) {
    String[] steps = address.split("[.\\[]");
    boolean isData = steps[0].equals("data");
    String json = "{'address': '%s', 'mode': '%s', 'type': '%s', 'values': {%s}}";
    return json.formatted(address, isData ? "data" : "managed", steps[isData ? 1 : 0], values);
  }

  private static String state(String... resources) {
    return "{'format_version': '1.0', 'values': {'root_module': {'resources': [%s]}}}"
        .formatted(String.join(",", resources));
  }

  private static String plan(String configuration, String... resources) {
    return ("{'format_version': '1.2', 'planned_values': {'root_module': {'resources': [%s]}},"
            + " 'configuration': %s}")
        .formatted(String.join(",", resources), configuration);
  }

  private static InputBatch read(String document) {
    byte[] bytes = document.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
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

  private static Origin.Configuration origin(String document) {
    InputBatch batch = read(document);
    assertEquals(List.of(), batch.diagnostics());
    assertEquals(1, batch.taskDefinitions().size());
    return (Origin.Configuration) batch.taskDefinitions().get(0).origin();
  }

  // who starts the tasks, and with which role

  @Test
  void aServiceNamesItsTaskDefinitionByArnOrFamily() {
    Origin.Configuration origin =
        origin(
            state(
                resource(
                    "aws_ecs_task_definition.web",
                    "'family': 'web', 'arn': '%s', 'container_definitions': '[]'".formatted(ARN)),
                resource("aws_ecs_service.arn", "'task_definition': '%s'".formatted(ARN)),
                resource("aws_ecs_service.family", "'task_definition': 'web'"),
                resource("aws_ecs_service.revision", "'task_definition': 'web:1'"),
                resource("aws_ecs_service.other", "'task_definition': 'webs'")));
    assertEquals("aws_ecs_task_definition.web", origin.address());
    assertEquals(
        List.of("aws_ecs_service.arn", "aws_ecs_service.family", "aws_ecs_service.revision"),
        origin.services());
  }

  @Test
  void aNewServiceRefersToItsTaskDefinition() {
    assertEquals(
        List.of("aws_ecs_service.web"),
        origin(
                plan(
                    "{'root_module': {'resources': [{'address': 'aws_ecs_service.web',"
                        + " 'expressions': {'task_definition': {'references':"
                        + " ['aws_ecs_task_definition.web.arn',"
                        + " 'aws_ecs_task_definition.web']}}}]}}",
                    TASK,
                    resource("aws_ecs_service.web", "")))
            .services());
  }

  @Test
  void aRoleIsFoundByItsArnWhereverItStands() {
    String task =
        resource(
            "aws_ecs_task_definition.web",
            "'family': 'web', 'execution_role_arn': '%s', 'container_definitions': '[]'"
                .formatted(ROLE));
    String values = "'name': 'web', 'arn': '%s'".formatted(ROLE);
    assertEquals(
        Optional.of("aws_iam_role.web"),
        origin(state(task, resource("aws_iam_role.web", values))).role());
    assertEquals(
        Optional.of("data.aws_iam_role.web"),
        origin(state(task, resource("data.aws_iam_role.web", values))).role());
    assertEquals(Optional.empty(), origin(state(task)).role());
  }

  @Test
  void ofSeveralRolesTheOneOfTheSameIndexIsMeant() {
    InputBatch batch =
        read(
            plan(
                "{'root_module': {'resources': [{'address': 'aws_ecs_task_definition.web',"
                    + " 'expressions': {'execution_role_arn': {'references':"
                    + " ['aws_iam_role.web', 'count.index']}}}]}}",
                resource(
                    "aws_ecs_task_definition.web[0]",
                    "'family': 'a', 'container_definitions': '[]'"),
                resource(
                    "aws_ecs_task_definition.web[1]",
                    "'family': 'b', 'container_definitions': '[]'"),
                resource("aws_iam_role.web[0]", "'name': 'first'"),
                resource("aws_iam_role.web[1]", "'name': 'second'")));
    assertEquals(
        List.of("first", "second"),
        batch.taskDefinitions().stream()
            .map(task -> task.executionRoleArn().orElseThrow().text())
            .toList());
  }

  @Test
  void referencesInACircleLeadNowhere() {
    TaskDefinition task =
        read(plan(
                "{'root_module': {'resources': [{'address': 'aws_ecs_task_definition.web',"
                    + " 'expressions': {'execution_role_arn': {'references': ['module.a.role']}}}],"
                    + " 'module_calls': {'a': {'expressions': {'x': {'references':"
                    + " ['module.a.role']}}, 'module': {'outputs': {'role': {'expression':"
                    + " {'references': ['var.x', 'local.y', 'each.value', 'var',"
                    + " 'module.b']}}}}}}}}",
                TASK))
            .taskDefinitions()
            .get(0);
    assertEquals(Optional.empty(), task.executionRoleArn());
  }

  // where it is

  @Test
  void aResourceSaysItsRegionBeforeItsProviderDoes() {
    String provider =
        "{'provider_config': {'aws': {'name': 'aws', 'expressions': {'region': {'constant_value':"
            + " 'eu-west-2'}, 'allowed_account_ids': {'constant_value': ['444455556666']}}}},"
            + " 'root_module': {'resources': [{'address': 'aws_ecs_task_definition.web',"
            + " 'provider_config_key': 'aws', 'expressions': {}}]}}";
    Origin.Configuration ofProvider = origin(plan(provider, TASK));
    assertEquals(Optional.of("eu-west-2"), ofProvider.region());
    assertEquals(Optional.of("444455556666"), ofProvider.account());
    String regional =
        resource(
            "aws_ecs_task_definition.web",
            "'family': 'web', 'region': 'eu-west-3', 'container_definitions': '[]'");
    assertEquals(Optional.of("eu-west-3"), origin(plan(provider, regional)).region());
  }

  @Test
  void aRegionIsOneOfAws() {
    String provider =
        "{'provider_config': {'aws': {'name': 'aws', 'expressions': {'region': {'constant_value':"
            + " 'local'}}}}, 'root_module': {'resources': [{'address':"
            + " 'aws_ecs_task_definition.web', 'provider_config_key': 'aws'}]}}";
    assertEquals(Optional.empty(), origin(plan(provider, TASK)).region());
    String own = "'family': 'web', 'region': 'local', 'container_definitions': '[]'";
    assertEquals(
        Optional.empty(), origin(state(resource("aws_ecs_task_definition.web", own))).region());
  }

  @Test
  void aProviderOfAModuleHasNoVariableOfTheRoot() {
    String configuration =
        "{'provider_config': {'module.a:aws': {'name': 'aws', 'module_address': 'module.a',"
            + " 'expressions': {'region': {'references': ['var.region']}}}}, 'root_module':"
            + " {'resources': [{'address': 'aws_ecs_task_definition.web', 'provider_config_key':"
            + " 'module.a:aws'}]}}, 'variables': {'region': {'value': 'eu-west-1'}}";
    assertEquals(Optional.empty(), origin(plan(configuration, TASK)).region());
  }

  @Test
  void providersOfOneAccountTakeTheSameCredentials() {
    String configuration =
        "{'provider_config': {'aws': {'name': 'aws', 'expressions': {'region': {'constant_value':"
            + " 'eu-west-1'}%1$s}}, 'aws.b': {'name': 'aws', 'expressions': {'region':"
            + " {'constant_value': 'eu-west-2'}%2$s}}}, 'root_module': {'resources': [{'address':"
            + " 'aws_ecs_task_definition.web', 'provider_config_key': 'aws.b'}, {'address':"
            + " 'aws_sns_topic.t', 'provider_config_key': 'aws'}]}}";
    String topic = resource("aws_sns_topic.t", "'arn': 'arn:aws:sns:eu-west-1:444455556666:t'");
    String profile = ", 'profile': {'constant_value': '%s'}";
    String key = ", 'access_key': {}";
    assertEquals(
        Optional.of("444455556666"),
        origin(plan(configuration.formatted("", ""), TASK, topic)).account());
    assertEquals(
        Optional.of("444455556666"),
        origin(
                plan(
                    configuration.formatted(profile.formatted("a"), profile.formatted("a")),
                    TASK,
                    topic))
            .account());
    assertEquals(
        Optional.empty(),
        origin(plan(configuration.formatted("", profile.formatted("a")), TASK, topic)).account());
    assertEquals(
        Optional.empty(), origin(plan(configuration.formatted(key, key), TASK, topic)).account());
  }

  @Test
  void aStateFileTellsTheProviderOfEachBlock() {
    String block =
        "{'mode': 'managed', 'type': '%s', 'name': 'x', 'provider': 'provider[\\'aws\\']%s',"
            + " 'instances': [{'attributes': {%s}}]}";
    String task = "'family': 'web', 'container_definitions': '[]'";
    String topic = "'arn': 'arn:aws:sns:%s:%s:t'";
    assertEquals(
        List.of("eu-west-2", "444455556666"),
        placeOf(
            block.formatted("aws_ecs_task_definition", ".b", task),
            block.formatted("aws_sns_topic", "", topic.formatted("eu-west-1", "111122223333")),
            block.formatted("aws_sqs_queue", ".b", topic.formatted("eu-west-2", "444455556666"))));
    assertEquals(
        List.of("", ""),
        placeOf(
            block.formatted("aws_ecs_task_definition", ".c", task),
            block.formatted("aws_sns_topic", "", topic.formatted("eu-west-1", "111122223333"))));
  }

  private static List<String> placeOf(String... blocks) {
    Origin.Configuration origin =
        origin(
            "{'version': 4, 'terraform_version': '1.11.4', 'resources': [%s]}"
                .formatted(String.join(",", blocks)));
    return List.of(origin.region().orElse(""), origin.account().orElse(""));
  }

  @Test
  void aModuleIsMostlyHandedTheOnlyProvider() {
    String one =
        "'aws': {'name': 'aws', 'expressions': {'region': {'constant_value': 'eu-west-2'}}}";
    String two =
        "'aws.b': {'name': 'aws', 'expressions': {'region': {'constant_value': 'eu-west-1'}}}";
    String configuration =
        "{'provider_config': {%s, 'module.a:aws': {'name': 'aws'}}, 'root_module': {}}";
    assertEquals(
        Optional.of("eu-west-2"), origin(plan(configuration.formatted(one), TASK)).region());
    assertEquals(
        Optional.empty(), origin(plan(configuration.formatted(one + "," + two), TASK)).region());
    String fromTheEnvironment = "'aws.b': {'name': 'aws', 'expressions': {}}";
    assertEquals(
        Optional.empty(),
        origin(plan(configuration.formatted(one + "," + fromTheEnvironment), TASK)).region());
  }

  @Test
  void dataSourcesFindOutWhereThePlanIsRun() {
    Origin.Configuration origin =
        origin(
            state(
                TASK,
                resource("data.aws_region.current", "'name': 'eu-west-1'"),
                resource("data.aws_caller_identity.current", "'account_id': '111122223333'"),
                resource("aws_sns_topic.t", "'arn': 'arn:aws:sns:us-east-1:444455556666:t'")));
    assertEquals(Optional.of("eu-west-1"), origin.region());
    assertEquals(Optional.of("111122223333"), origin.account());
  }

  @Test
  void arnsOfOnePlaceTellIt() {
    String topic = resource("aws_sns_topic.t", "'arn': 'arn:aws:sns:us-east-1:444455556666:t'");
    String role = resource("aws_iam_role.r", "'arn': 'arn:aws:iam::444455556666:role/r'");
    Origin.Configuration origin = origin(state(TASK, topic, role));
    assertEquals(Optional.of("us-east-1"), origin.region());
    assertEquals(Optional.of("444455556666"), origin.account());
    String other = resource("aws_sns_topic.o", "'arn': 'arn:aws:sns:eu-west-1:111122223333:t'");
    Origin.Configuration unclear = origin(state(TASK, topic, other));
    assertEquals(Optional.empty(), unclear.region());
    assertEquals(Optional.empty(), unclear.account());
  }

  @Test
  void anInstanceIsCalledAsTerraformQuotesItsKey() {
    InputBatch batch =
        read(
            "{'version': 4, 'terraform_version': '1.11.4', 'resources': [{'mode': 'managed',"
                + " 'module': 'module.a[0]', 'type': 'aws_ecs_task_definition', 'name': 'web',"
                + " 'instances': [{'index_key': '${a}.%{b}$ \\n\\t\\\\', 'attributes':"
                + " {'family': 'web', 'container_definitions': '[]'}}]}]}");
    Origin.Configuration origin = (Origin.Configuration) batch.taskDefinitions().get(0).origin();
    assertEquals(
        "module.a[0].aws_ecs_task_definition.web[\"$${a}.%%{b}$ \\n\\t\\\\\"]", origin.address());
  }

  // what is no plan

  @Test
  void aPlanIsNoItemOfAList() {
    List<Diagnostic> said =
        read("[{'containerDefinitions': []}, %s]".formatted(state(TASK))).diagnostics();
    assertEquals(1, said.size());
    assertEquals("this item of the list is not a task definition", said.get(0).message());
  }

  @Test
  void aStateFileHasAVersion() {
    List<Diagnostic> said =
        read("{'version': 3, 'terraform_version': '0.11.14', 'modules': []}").diagnostics();
    assertEquals(1, said.size());
    assertTrue(said.get(0).isError());
    assertEquals("terraform-version", said.get(0).code().toString());
  }

  @Test
  void anOldStateHasItsAttributesInOneLevel() {
    InputBatch batch =
        read(
            "{'version': 4, 'terraform_version': '0.12.31', 'resources': [{'mode': 'managed',"
                + " 'type': 'aws_ecs_task_definition', 'name': 'web', 'instances': [{'index_key':"
                + " 0, 'attributes_flat': {'family': 'web', 'container_definitions': '[]',"
                + " 'requires_compatibilities.#': '1'}}]}]}");
    assertEquals(List.of(), batch.diagnostics());
    Origin.Configuration origin = (Origin.Configuration) batch.taskDefinitions().get(0).origin();
    assertEquals("aws_ecs_task_definition.web[0]", origin.address());
  }

  @Test
  void termsOfOtherProvidersAreLeftAlone() {
    InputBatch batch =
        read(
            state(
                TASK,
                resource("google_x.y", "'name': {'a': 1}, 'type': 5, 'arn': 7, 'region': []"),
                resource("kubernetes_z.y", "'volume': 'a', 'rule': 3")));
    assertEquals(List.of(), batch.diagnostics());
  }
}
