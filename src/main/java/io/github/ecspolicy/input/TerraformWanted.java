package io.github.ecspolicy.input;

/**
 * What is read of plans and states of Terraform: exactly these attributes of resources, whatever
 * their type, and never those that hold values of secrets and parameters.
 */
final class TerraformWanted {
  private static final Wanted FSX =
      texts().and("authorization_config", texts("credentials_parameter"));

  private static final Wanted SECRET = texts("name", "value_from");

  private static final Wanted LOG =
      texts("log_driver")
          .and(
              "options",
              Wanted.texts(
                  "awslogs-create-group",
                  "awslogs-group",
                  "awslogs-region",
                  "awslogs-stream-prefix"))
          .and("secret_option", SECRET);

  /** Of a container in blocks; {@code options} of a log driver may be called anything. */
  private static final Wanted CONTAINER =
      texts("image", "name")
          .and("aws_logs_configuration", texts("log_group", "log_stream_prefix"))
          .and("environment_file", texts("type", "value"))
          .and(
              "firelens_configuration",
              texts().and("options", texts("config-file-type", "config-file-value")))
          .and("log_configuration", LOG)
          .and("repository_credentials", texts("credentials_parameter"))
          .and("secret", SECRET);

  /** Of a resource, and of what of it is known after apply. */
  static final Wanted ATTRIBUTES =
      texts(
              "account_id",
              "arn",
              "bucket",
              "container_definitions",
              "container_properties",
              "ecs_properties",
              "execution_role_arn",
              "family",
              "is_enabled",
              "key_id",
              "key_manager",
              "key_state",
              "kms_key_id",
              "name",
              "node_properties",
              "platform_capabilities",
              "region",
              "requires_compatibilities",
              "service_arn",
              "service_name",
              "target_key_id",
              "task_definition",
              "type")
          .and("batch_target", texts("job_definition"))
          .and("container_definition", CONTAINER)
          .and("ecs_target", texts("task_definition_arn"))
          .and("eks_properties", texts())
          .and("primary_container", CONTAINER)
          .and("replica", texts("kms_key_id", "region"))
          .and(
              "rule",
              texts()
                  .and(
                      "apply_server_side_encryption_by_default",
                      texts("kms_master_key_id", "sse_algorithm")))
          .and("runtime_platform", texts("operating_system_family"))
          .and("target", texts().and("ecs_parameters", texts("task_definition_arn")))
          .and(
              "target_parameters",
              texts()
                  .and("batch_job_parameters", texts("job_definition"))
                  .and("ecs_task_parameters", texts("task_definition_arn")))
          .and("service_connect_configuration", texts("enabled").and("log_configuration", LOG))
          .and("volume", texts("name").and("fsx_windows_file_server_volume_configuration", FSX));

  private static final Wanted RESOURCE =
      texts("address", "deposed_key", "mode", "type").and("values", ATTRIBUTES);

  private static final Wanted MODULE =
      texts("address")
          .and("child_modules", new Wanted.Later(() -> TerraformWanted.MODULE))
          .and("resources", RESOURCE);

  private static final Wanted VALUES = texts().and("root_module", MODULE);

  /** Of each item of {@code resources} in a state file. */
  static final Wanted IN_STATE_FILE =
      texts("mode", "module", "name", "provider", "type")
          .and(
              "instances",
              texts("deposed", "index_key")
                  .and("attributes", ATTRIBUTES)
                  .and("attributes_flat", ATTRIBUTES));

  private static final Wanted CHANGE =
      texts("address", "deposed").and("change", texts().and("after_unknown", ATTRIBUTES));

  private static final Wanted DEFERRED =
      texts().and("resource_change", texts("address", "mode", "type"));

  /** Names that the user chose, and the references in an expression under each. */
  private static final Wanted EXPRESSIONS = texts().andOthers(texts("references"));

  private static final Wanted CONFIGURED =
      texts("address", "provider_config_key")
          .and(
              "expressions",
              texts()
                  .and("batch_target", texts().and("job_definition", texts("references")))
                  .and("bucket", texts("references"))
                  .and("ecs_target", texts().and("task_definition_arn", texts("references")))
                  .and("endpoint", texts())
                  .and("execution_role_arn", texts("references"))
                  .and("key_id", texts("references"))
                  .and("kms_key_id", texts("references"))
                  .and("name", texts())
                  .and("region", texts())
                  .and(
                      "target",
                      texts()
                          .and(
                              "ecs_parameters",
                              texts().and("task_definition_arn", texts("references"))))
                  .and(
                      "target_parameters",
                      texts()
                          .and(
                              "batch_job_parameters",
                              texts().and("job_definition", texts("references")))
                          .and(
                              "ecs_task_parameters",
                              texts().and("task_definition_arn", texts("references"))))
                  .and("task_definition", texts("references")));

  private static final Wanted CALL =
      texts()
          .and("expressions", EXPRESSIONS)
          .and("module", new Wanted.Later(() -> TerraformWanted.CONFIGURED_MODULE));

  private static final Wanted CONFIGURED_MODULE =
      texts()
          .and("module_calls", texts().andOthers(CALL))
          .and("outputs", texts().andOthers(texts().and("expression", texts("references"))))
          .and("resources", CONFIGURED);

  private static final Wanted EXPRESSION = texts("constant_value", "references");

  /** Of credentials only where they come from, never what they are. */
  private static final Wanted PROVIDER =
      texts("full_name", "module_address", "name")
          .and(
              "expressions",
              texts()
                  .and("access_key", texts())
                  .and("allowed_account_ids", texts("constant_value"))
                  .and("assume_role", texts().and("role_arn", EXPRESSION))
                  .and("assume_role_with_web_identity", texts().and("role_arn", EXPRESSION))
                  .and("profile", EXPRESSION)
                  .and("region", EXPRESSION));

  private static final Wanted CONFIGURATION =
      texts()
          .and("provider_config", texts().andOthers(PROVIDER))
          .and("root_module", CONFIGURED_MODULE);

  /** Of the variables only those that people name a Region by: any other may hold a secret. */
  private static final Wanted VARIABLES = new Wanted.Containing("region", texts("value"));

  /** Of the whole document, but for {@code resources}. */
  static final Wanted.Members DOCUMENT =
      Wanted.texts("complete", "errored", "format_version", "terraform_version", "version")
          .and("configuration", CONFIGURATION)
          .and("deferred_changes", DEFERRED)
          .and("planned_values", VALUES)
          .and("prior_state", texts().and("values", VALUES))
          .and("resource_changes", CHANGE)
          .and("values", VALUES)
          .and("variables", VARIABLES);

  private TerraformWanted() {}

  /** Plans are long, and nobody looks for what else is in them. */
  private static Wanted.Members texts(String... fields) {
    return Wanted.texts(fields).alone();
  }
}
