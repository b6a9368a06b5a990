package io.github.ecspolicy.render;

import static io.github.ecspolicy.render.Reports.arn;
import static io.github.ecspolicy.render.Reports.parameter;
import static io.github.ecspolicy.render.Reports.reportOf;
import static io.github.ecspolicy.render.Reports.resolved;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.iam.Comparison;
import io.github.ecspolicy.iam.Condition;
import io.github.ecspolicy.iam.ConditionOperator;
import io.github.ecspolicy.reference.KeyStatus;
import io.github.ecspolicy.reference.KmsKey;
import io.github.ecspolicy.reference.Reference.Field;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.reference.ResolvedReference.Kind;
import io.github.ecspolicy.render.Reports.Source;
import io.github.ecspolicy.synthesis.PolicyReport;
import io.github.ecspolicy.synthesis.PolicyReport.RolePolicy;
import io.github.ecspolicy.template.Origin;
import io.github.ecspolicy.template.Origin.Syntax;
import io.github.ecspolicy.template.Symbol;
import io.github.ecspolicy.template.Symbols;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reports on task definitions that stand in templates and configurations, made by hand. */
final class Stacks {
  private static final Origin.Template YAML =
      new Origin.Template("stack.yaml", Syntax.YAML, Map.of(), Map.of());
  private static final Origin.Template JSON =
      new Origin.Template("stack.json", Syntax.JSON, Map.of(), Map.of());
  private static final String REGION = "us-k3jd92ka-1";
  private static final String ACCOUNT = "936103748265";
  private static final String SECRET =
      "arn:aws:secretsmanager:" + REGION + ":" + ACCOUNT + ":secret:q7x0db-Ab12Cd";
  private static final String BUCKET = "arn:aws:s3:::b4r0bucket";
  private static final String ROLE = "arn:aws:iam::" + ACCOUNT + ":role/r0le7name";
  private static final String PASSED_ROLE = "arn:aws:iam::" + ACCOUNT + ":role/passed4role";

  /** What the stand-ins stand for, once the stack is there. */
  static final Map<String, String> PHYSICAL =
      Map.of(
          REGION,
          "cn-north-1",
          ACCOUNT,
          "444455556666",
          SECRET,
          "arn:aws-cn:secretsmanager:cn-north-1:444455556666:secret:db-a1B2c3",
          BUCKET,
          "arn:aws-cn:s3:::app-bucket-1x2y3z",
          ROLE,
          "arn:aws-cn:iam::444455556666:role/stack-ExecRole-1A2B3C",
          PASSED_ROLE,
          "arn:aws-cn:iam::444455556666:role/team/passed",
          "imp0rted7key",
          "1234abcd-12ab-34cd-56ef-1234567890ab",
          "selected5name",
          "second",
          "p4rametername",
          "db-host",
          "envn4me",
          "prod");

  static final Symbols SYMBOLS =
      Symbols.of(
          List.of(
              new Symbol(REGION, "{\"Ref\":\"AWS::Region\"}", "${AWS::Region}"),
              new Symbol(ACCOUNT, "{\"Ref\":\"AWS::AccountId\"}", "${AWS::AccountId}"),
              new Symbol(SECRET, "{\"Ref\":\"DbSecret\"}", "${DbSecret}"),
              new Symbol(BUCKET, "{\"Fn::GetAtt\":[\"Bucket\",\"Arn\"]}", "${Bucket.Arn}"),
              new Symbol(ROLE, "{\"Fn::GetAtt\":\"ExecRole.Arn\"}", "${ExecRole.Arn}"),
              new Symbol(PASSED_ROLE, "{\"Ref\":\"RoleArn\"}", "${RoleArn}"),
              new Symbol(
                  "imp0rted7key",
                  "{\"Fn::ImportValue\":{\"Fn::Sub\":\"${V1}-key\"}}",
                  "${Fn::ImportValue ${V1}-key}"),
              new Symbol(
                  "selected5name",
                  "{\"Fn::Select\":[1,{\"Fn::Split\":[\",\",{\"Ref\":\"Names\"}]}]}",
                  "${Fn::Select 1 Names}"),
              new Symbol("p4rametername", "{\"Ref\":\"HostParameter\"}", "${HostParameter}"),
              new Symbol("envn4me", "{\"Fn::Sub\":\"${V1}\"}", "${V1}")));

  private Stacks() {}

  /** Returns {@code text} as it is once the stack is there, in another partition. */
  static String deployed(String text, Symbols symbols) {
    StringBuilder deployed = new StringBuilder();
    for (Symbols.Part part : symbols.parts(text)) {
      if (part instanceof Symbols.Part.Literal literal) {
        deployed.append(literal.text());
      } else if (part instanceof Symbols.Part.Unknown unknown) {
        deployed.append(PHYSICAL.get(unknown.symbol().standIn()));
      }
    }
    return symbols == Symbols.NONE
        ? text
        : deployed.toString().replaceFirst("^arn:aws:", "arn:aws-cn:");
  }

  static PolicyReport yaml() {
    Source web = new Source("stack.yaml", "Task", Optional.of("web"));
    String parameters = "arn:aws:ssm:" + REGION + ":" + ACCOUNT + ":parameter/";
    String selected = parameters + "envn4me/selected5name/selected5name";
    String files = "arn:aws:s3:::files/${$}{x}.env";
    KmsKey key =
        new KmsKey.ById(arn("arn:aws:kms:" + REGION + ":" + ACCOUNT + ":key/imp0rted7key"));
    KeyStatus protectedBy = new KeyStatus.CustomerKey(key);
    ResolvedReference secret =
        resolved(
            Kind.SECRET, web.secret(0, "DB", SECRET + ":password::"), arn(SECRET), protectedBy);
    ResolvedReference file =
        resolved(
            Kind.S3_OBJECT,
            web.reference(Field.ENVIRONMENT_FILE, "", BUCKET + "/app.env"),
            arn(BUCKET + "/app.env"),
            new KeyStatus.Unknown());
    RolePolicy policy =
        new Allowance("ReadParameters", "ssm:GetParameters")
            .on(
                parameters + "p4rametername",
                parameter(web.secret(1, "H", "p4rametername"), parameters + "p4rametername"))
            .on(selected, parameter(web.secret(2, "S", "/envn4me"), selected))
            .policy(
                new Allowance("ReadSecrets", "secretsmanager:GetSecretValue").on(SECRET, secret),
                new Allowance("ReadFiles", "s3:GetObject")
                    .on(BUCKET + "/app.env", file)
                    .on(
                        files,
                        resolved(
                            Kind.S3_OBJECT,
                            web.reference(
                                Field.ENVIRONMENT_FILE, "", "arn:aws:s3:::files/${x}.env"),
                            arn(files),
                            new KeyStatus.Unknown())),
                new Allowance("LocateBuckets", "s3:GetBucketLocation").on(BUCKET, file),
                new Allowance("DecryptSecrets", "kms:Decrypt", via("secretsmanager"))
                    .on(key.resource().toString(), secret))
            .of(ROLE, "Task");
    return reportOf(
        List.of(
            Allowance.in(
                Allowance.trusted(policy, REGION),
                stack(YAML, "Task", Optional.of("ExecRole"), List.of("Service")))),
        SYMBOLS,
        Diagnostic.of(
            DiagnosticCode.KMS_KEY_UNKNOWN, "the KMS key of 2 of 5 references is not known"));
  }

  static PolicyReport json() {
    Source web = new Source("stack.json", "Task", Optional.of("web"));
    ResolvedReference secret =
        resolved(Kind.SECRET, web.secret(0, "DB", SECRET), arn(SECRET), new KeyStatus.AwsManaged());
    Allowance read =
        new Allowance("ReadSecrets", "secretsmanager:GetSecretValue").on(SECRET, secret);
    Origin none = stack(JSON, "Task", Optional.empty(), List.of("Service", "Worker"));
    Origin own = stack(JSON, "Job", Optional.of("JobRole"), List.of());
    return reportOf(
        List.of(
            Allowance.in(read.policy().managed("JobRole-EcsTaskSecrets").of(ROLE, "Job"), own),
            Allowance.in(
                Allowance.trusted(
                    read.policy().managed("EcsTaskSecrets").of(PASSED_ROLE, "Task"), REGION),
                none),
            Allowance.in(
                read.policy()
                    .managed("EcsTaskSecrets")
                    .of("arn:aws:iam::" + ACCOUNT + ":role/envn4me-exec", "Task"),
                none),
            Allowance.in(read.policy().of("exec", "Task"), none),
            Allowance.in(read.policy().of("", "Task"), none, own)),
        SYMBOLS);
  }

  static PolicyReport terraform() {
    Source web = new Source("plan.json", "web", Optional.of("web"));
    String parameters = "arn:aws:ssm:eu-west-1:111122223333:parameter/";
    Allowance read =
        new Allowance("ReadParameters", "ssm:GetParameters", via("ssm"))
            .on(parameters + "a", parameter(web.secret(0, "A", "/a"), parameters + "a"))
            .on(parameters + "b", parameter(web.secret(1, "B", "/b"), parameters + "b"));
    return reportOf(
        List.of(
            Allowance.in(
                Allowance.trusted(read.policy().of("", "web"), "eu-west-1"),
                configuration(
                    "module.ecs[\"web\"].aws_iam_role.exec[0]",
                    "module.ecs[\"web\"].aws_ecs_service.web")),
            Allowance.in(
                read.policy().managed("exec-EcsTaskSecrets").of("exec", "web"),
                configuration("data.aws_iam_role.exec", "aws_ecs_service.web")),
            Allowance.in(
                read.policy().of("arn:aws:iam::111122223333:role/app-exec", "web"),
                configuration("aws_iam_role.x[\"${file(\\\"x\\\")}\"]", "x\n\u202ey"))),
        Symbols.NONE);
  }

  static PolicyReport hostile() {
    String object =
        "arn:aws:s3:::b/\"'|`\\ %{x}${$}{y} \u202e\ud83d\ude00 @all <b>*_#1 {{resolve:ssm:x}}";
    Source web = new Source("web.json", "web", Optional.of("a|`b`"));
    ResolvedReference file =
        resolved(
            Kind.S3_OBJECT,
            web.reference(Field.ENVIRONMENT_FILE, "", object),
            arn(object),
            new KeyStatus.Unknown());
    ResolvedReference variable =
        resolved(
            Kind.S3_OBJECT,
            web.reference(Field.ENVIRONMENT_FILE, "", "arn:aws:s3:::b/&{x}"),
            arn("arn:aws:s3:::b/&{x}"),
            new KeyStatus.Unknown());
    return reportOf(
        List.of(
            new Allowance("ReadFiles", "s3:GetObject").on(object, file).policy().of("", "web"),
            Allowance.in(
                new Allowance("ReadFiles", "s3:GetObject")
                    .on("arn:aws:s3:::b/&{x}", variable)
                    .policy()
                    .managed("Files")
                    .of("", "web"),
                configuration("aws_iam_role.a", "aws_ecs_service.a"),
                configuration("aws_iam_role.b", "aws_ecs_service.b"))),
        Symbols.NONE,
        Diagnostic.of(DiagnosticCode.PARAMETER_NAME, "not the name of a parameter: `a`@me`|<i>`"));
  }

  private static Origin stack(
      Origin.Template template, String task, Optional<String> role, List<String> services) {
    return new Origin.Stack(template, task, role, services, List.of(), REGION, ACCOUNT);
  }

  private static Origin configuration(String role, String service) {
    return new Origin.Configuration(
        "aws_ecs_task_definition.web",
        Optional.of(role),
        false,
        List.of(service),
        Optional.of("eu-west-1"),
        Optional.of("111122223333"));
  }

  private static Condition via(String service) {
    return new Condition(
        ConditionOperator.of(Comparison.STRING_EQUALS),
        "kms:ViaService",
        List.of(service + "." + REGION + ".amazonaws.com"));
  }
}
