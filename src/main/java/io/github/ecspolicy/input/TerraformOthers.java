package io.github.ecspolicy.input;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.diagnostic.DiagnosticCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reports resources that may define tasks in a language other than that of the AWS provider. */
final class TerraformOthers {
  private static final Set<String> OF_AWSCC =
      Set.of(
          "awscc_ecs_task_definition",
          "awscc_batch_job_definition",
          "awscc_ecs_express_gateway_service",
          "awscc_ecs_daemon_task_definition");

  private static final String CLOUD_CONTROL = "aws_cloudcontrolapi_resource";

  private static final Set<String> STACKS =
      Set.of(
          "aws_cloudformation_stack",
          "aws_cloudformation_stack_set",
          "aws_serverlessapplicationrepository_cloudformation_stack",
          "awscc_cloudformation_stack",
          "awscc_cloudformation_stack_set");

  /** What CloudFormation and Cloud Control call what ECS runs. */
  private static final List<String> TASKS =
      List.of(
          "AWS::ECS::TaskDefinition",
          "AWS::ECS::DaemonTaskDefinition",
          "AWS::ECS::ExpressGatewayService",
          "AWS::Batch::JobDefinition");

  /** What in a template leads to others, of which there is no trace here. */
  private static final List<String> NESTED =
      List.of("AWS::CloudFormation::Stack", "AWS::Serverless::Application", "::MODULE");

  private static final String DESCRIBE =
      "read what AWS has of it, such as `aws ecs describe-task-definition --task-definition FAMILY`";

  private static final String PROCESSED =
      "name its template too, which `aws cloudformation get-template --template-stage Processed"
          + " --stack-name STACK` prints";

  private final FieldReader fields;

  /** A reporter that says with {@code fields} what is not read. */
  TerraformOthers(FieldReader fields) {
    this.fields = fields;
  }

  /** Reports {@code resource} if it is such. */
  void report(TerraformResource resource) {
    String address = quote(resource.address().text());
    if (OF_AWSCC.contains(resource.type())) {
      // Its resources are those of CloudFormation, and ECS is the same to them.
      report(
          resource,
          DiagnosticCode.UNSUPPORTED_SOURCE,
          address + " is of the provider `awscc`, which is not read",
          DESCRIBE);
    } else if (resource.type().equals(CLOUD_CONTROL)) {
      text(resource, "type_name")
          .filter(TASKS::contains)
          .ifPresent(
              type ->
                  report(
                      resource,
                      DiagnosticCode.UNSUPPORTED_SOURCE,
                      address + " is a resource of Cloud Control, whose properties are not read",
                      DESCRIBE));
    } else if (STACKS.contains(resource.type())) {
      reportStack(resource, address);
    }
  }

  private void reportStack(TerraformResource resource, String address) {
    Optional<String> body = text(resource, "template_body");
    if (body.filter(text -> mentions(text, TASKS)).isPresent()) {
      report(
          resource,
          DiagnosticCode.UNSUPPORTED_SOURCE,
          "the template of " + address + " has task definitions, and is not read within Terraform",
          PROCESSED);
    } else if (body.isEmpty() || mentions(body.get(), NESTED)) {
      report(
          resource,
          DiagnosticCode.NESTED_NOT_READ,
          "what " + address + " makes of a template of CloudFormation is not read here",
          "if there are task definitions in it, " + PROCESSED);
    }
  }

  /** Of the template, which may hold any value, nothing else is looked at. */
  private static boolean mentions(String template, List<String> types) {
    return types.stream().anyMatch(template::contains);
  }

  private static Optional<String> text(TerraformResource resource, String attribute) {
    return resource.values().node().text(attribute).filter(text -> !text.isEmpty());
  }

  private void report(
      TerraformResource resource, DiagnosticCode code, String message, String hint) {
    fields.report(resource.values(), code, message, hint);
  }
}
