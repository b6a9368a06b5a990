package io.github.ecspolicy.input;

/**
 * What is read of plans and states of Terraform: exactly these attributes of resources, whatever
 * their type, and never those that hold values of secrets and parameters.
 */
final class TerraformWanted {
  private static final Wanted FSX =
      Wanted.texts().and("authorization_config", Wanted.texts("credentials_parameter"));

  private static final Wanted CONTAINER =
      Wanted.texts("image")
          .and("aws_logs_configuration", Wanted.texts("log_group", "log_stream_prefix"))
          .and("repository_credentials", Wanted.texts("credentials_parameter"))
          .and("secret", Wanted.texts("name", "value_from"));

  /** Of a resource, and of what of it is known after apply. */
  static final Wanted ATTRIBUTES =
      Wanted.texts(
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
          .and("eks_properties", Wanted.texts())
          .and("primary_container", CONTAINER)
          .and("replica", Wanted.texts("kms_key_id", "region"))
          .and(
              "rule",
              Wanted.texts()
                  .and(
                      "apply_server_side_encryption_by_default",
                      Wanted.texts("kms_master_key_id", "sse_algorithm")))
          .and("runtime_platform", Wanted.texts("operating_system_family"))
          .and(
              "volume",
              Wanted.texts("name").and("fsx_windows_file_server_volume_configuration", FSX));

  private static final Wanted RESOURCE =
      Wanted.texts("address", "deposed_key", "mode", "type").and("values", ATTRIBUTES);

  private static final Wanted MODULE =
      Wanted.texts("address")
          .and("child_modules", new Wanted.Later(() -> TerraformWanted.MODULE))
          .and("resources", RESOURCE);

  private static final Wanted VALUES = Wanted.texts().and("root_module", MODULE);

  private static final Wanted IN_STATE_FILE =
      Wanted.texts("mode", "module", "name", "type")
          .and(
              "instances",
              Wanted.texts("deposed", "index_key")
                  .and("attributes", ATTRIBUTES)
                  .and("attributes_flat", ATTRIBUTES));

  private static final Wanted CHANGE =
      Wanted.texts("address").and("change", Wanted.texts().and("after_unknown", ATTRIBUTES));

  /** Names that the user chose, and the references in an expression under each. */
  private static final Wanted EXPRESSIONS = Wanted.texts().andOthers(Wanted.texts("references"));

  private static final Wanted CONFIGURED =
      Wanted.texts("address", "provider_config_key")
          .and(
              "expressions",
              Wanted.texts()
                  .and("execution_role_arn", Wanted.texts("references"))
                  .and("key_id", Wanted.texts("references"))
                  .and("kms_key_id", Wanted.texts("references"))
                  .and("task_definition", Wanted.texts("references")));

  private static final Wanted CALL =
      Wanted.texts()
          .and("expressions", EXPRESSIONS)
          .and("module", new Wanted.Later(() -> TerraformWanted.CONFIGURED_MODULE));

  private static final Wanted CONFIGURED_MODULE =
      Wanted.texts()
          .and("module_calls", Wanted.texts().andOthers(CALL))
          .and(
              "outputs",
              Wanted.texts()
                  .andOthers(Wanted.texts().and("expression", Wanted.texts("references"))))
          .and("resources", CONFIGURED);

  private static final Wanted PROVIDER =
      Wanted.texts("module_address", "name")
          .and(
              "expressions",
              Wanted.texts()
                  .and("allowed_account_ids", Wanted.texts("constant_value"))
                  .and("region", Wanted.texts("constant_value", "references")));

  private static final Wanted CONFIGURATION =
      Wanted.texts()
          .and("provider_config", Wanted.texts().andOthers(PROVIDER))
          .and("root_module", CONFIGURED_MODULE);

  /** Of the variables only those that people name the Region by: any other may hold a secret. */
  private static final Wanted VARIABLES =
      Wanted.texts().and("aws_region", Wanted.texts("value")).and("region", Wanted.texts("value"));

  /** Of the whole document. */
  static final Wanted.Members DOCUMENT =
      Wanted.texts("format_version", "terraform_version", "version")
          .and("configuration", CONFIGURATION)
          .and("planned_values", VALUES)
          .and("prior_state", Wanted.texts().and("values", VALUES))
          .and("resource_changes", CHANGE)
          .and("resources", IN_STATE_FILE)
          .and("values", VALUES)
          .and("variables", VARIABLES);

  private TerraformWanted() {}
}
