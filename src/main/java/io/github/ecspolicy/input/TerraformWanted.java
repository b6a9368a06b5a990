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
  private static final Wanted.Members ATTRIBUTES =
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
              "template_body",
              "type",
              "type_name")
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

  private static final Wanted.Members ATTRIBUTES_OF_POLICIES =
      texts(
              "assume_role_policy",
              "managed_policy_arns",
              "permissions_boundary",
              "policy",
              "policy_arn",
              "policy_arns",
              "policy_names",
              "role",
              "role_name",
              "roles",
              "secret_arn")
          .and("inline_policy", texts("name", "policy"));

  /** Names that the user chose, and the references in an expression under each. */
  private static final Wanted EXPRESSIONS = texts().andOthers(texts("references"));

  private static final Wanted.Members ARGUMENTS =
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
                  .and("ecs_parameters", texts().and("task_definition_arn", texts("references"))))
          .and(
              "target_parameters",
              texts()
                  .and("batch_job_parameters", texts().and("job_definition", texts("references")))
                  .and(
                      "ecs_task_parameters",
                      texts().and("task_definition_arn", texts("references"))))
          .and("task_definition", texts("references"));

  private static final Wanted.Members ARGUMENTS_OF_POLICIES =
      texts()
          .and("inline_policy", texts().and("policy", texts("references")))
          .and("managed_policy_arns", texts("references"))
          .and("permissions_boundary", texts("references"))
          .and("policy", texts("references"))
          .and("policy_arn", texts("references"))
          .and("policy_arns", texts("references"))
          .and("role", texts("references"))
          .and("role_name", texts("references"))
          .and("roles", texts("references"))
          .and("secret_arn", texts("references"));

  private static final Wanted DEFERRED =
      texts().and("resource_change", texts("address", "mode", "type"));

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

  /** Of the variables only those that people name a Region by: any other may hold a secret. */
  private static final Wanted VARIABLES = new Wanted.Containing("region", texts("value"));

  /** What task definitions need. */
  static final TerraformWanted TASKS = new TerraformWanted(ATTRIBUTES, ARGUMENTS, texts(), texts());

  /** That, and the policies of roles, keys and secrets. */
  static final TerraformWanted WITH_POLICIES =
      new TerraformWanted(
          ATTRIBUTES.and(ATTRIBUTES_OF_POLICIES),
          ARGUMENTS.and(ARGUMENTS_OF_POLICIES),
          texts().and("for_each_expression", texts("references")),
          texts("actions").and("before", texts("name", "policy_arn", "role")));

  private final Wanted module;
  private final Wanted configuredModule;
  private final Wanted.Members document;
  private final Wanted inStateFile;

  /**
   * What is wanted of plans and states.
   *
   * @param attributes of a resource, and of what of it is known after apply
   * @param arguments that a block gives to a resource
   * @param beside them in the block
   * @param ofChange what of a change counts beside what is not known of it
   */
  private TerraformWanted(
      Wanted attributes, Wanted.Members arguments, Wanted.Members beside, Wanted.Members ofChange) {
    module =
        texts("address")
            .and("child_modules", new Wanted.Later(this::module))
            .and(
                "resources",
                texts("address", "deposed_key", "mode", "type").and("values", attributes));
    Wanted values = texts().and("root_module", module);
    inStateFile =
        texts("mode", "module", "name", "provider", "type")
            .and(
                "instances",
                texts("deposed", "index_key")
                    .and("attributes", attributes)
                    .and("attributes_flat", attributes));
    Wanted call =
        texts()
            .and("expressions", EXPRESSIONS)
            .and("module", new Wanted.Later(this::configuredModule));
    configuredModule =
        texts()
            .and("module_calls", texts().andOthers(call))
            .and("outputs", texts().andOthers(texts().and("expression", texts("references"))))
            .and(
                "resources",
                texts("address", "provider_config_key").and("expressions", arguments).and(beside));
    document =
        Wanted.texts("complete", "errored", "format_version", "terraform_version", "version")
            .and(
                "configuration",
                texts()
                    .and("provider_config", texts().andOthers(PROVIDER))
                    .and("root_module", configuredModule))
            .and("deferred_changes", DEFERRED)
            .and("planned_values", values)
            .and("prior_state", texts().and("values", values))
            .and(
                "resource_changes",
                texts("address", "deposed", "type")
                    .and("change", texts().and("after_unknown", attributes).and(ofChange)))
            .and("values", values)
            .and("variables", VARIABLES);
  }

  private Wanted module() {
    return module;
  }

  private Wanted configuredModule() {
    return configuredModule;
  }

  /** Returns what is wanted of the whole document, but for {@code resources}. */
  Wanted.Members document() {
    return document;
  }

  /** Returns what is wanted of each item of {@code resources} in a state file. */
  Wanted inStateFile() {
    return inStateFile;
  }

  /** Plans are long, and nobody looks for what else is in them. */
  private static Wanted.Members texts(String... fields) {
    return Wanted.texts(fields).alone();
  }
}
