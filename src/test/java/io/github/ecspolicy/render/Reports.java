package io.github.ecspolicy.render;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.iam.Comparison;
import io.github.ecspolicy.iam.Condition;
import io.github.ecspolicy.iam.ConditionOperator;
import io.github.ecspolicy.iam.ConditionOperator.Quantifier;
import io.github.ecspolicy.reference.KeyStatus;
import io.github.ecspolicy.reference.KmsKey;
import io.github.ecspolicy.reference.Reference;
import io.github.ecspolicy.reference.Reference.Field;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.reference.ResolvedReference.Kind;
import io.github.ecspolicy.requirements.Requirements;
import io.github.ecspolicy.synthesis.PolicyReport;
import io.github.ecspolicy.synthesis.PolicyReport.Input;
import io.github.ecspolicy.synthesis.PolicyReport.RolePolicy;
import io.github.ecspolicy.synthesis.ResourcePatterns.Pattern;
import io.github.ecspolicy.template.Symbols;
import java.util.List;
import java.util.Optional;

/** Reports made by hand: one for each folder of golden files. */
enum Reports {
  ONE_ROLE {
    @Override
    PolicyReport report() {
      KmsKey alias = new KmsKey.ByAlias(arn("arn:aws:kms:eu-west-1:111122223333:alias/app"));
      KmsKey byId =
          new KmsKey.ById(
              arn("arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"));
      Source api = new Source("web.json", "web", Optional.of("api"));
      ResolvedReference password =
          resolved(
              Kind.PARAMETER,
              api.secret(0, "DB_PASS", "/prod/db"),
              arn("arn:aws:ssm:eu-west-1:111122223333:parameter/prod/db"),
              new KeyStatus.CustomerKey(alias));
      ResolvedReference user =
          resolved(
              Kind.PARAMETER,
              api.secret(1, "DB_USER", "db-user"),
              arn("arn:aws:ssm:eu-west-1:111122223333:parameter/db-user"),
              new KeyStatus.Unknown());
      ResolvedReference token =
          resolved(
              Kind.SECRET,
              api.reference(
                  Field.SECRET_OPTION,
                  "splunk-token",
                  "arn:aws:secretsmanager:eu-west-1:111122223333:secret:rds!splunk"),
              arn("arn:aws:secretsmanager:eu-west-1:111122223333:secret:rds!splunk-??????"),
              new KeyStatus.CustomerKey(byId));
      return reportOf(
          List.of(
              new Allowance("ReadParameters", "ssm:GetParameters")
                  .on("arn:aws:ssm:eu-west-1:111122223333:parameter/db-user", user)
                  .on("arn:aws:ssm:eu-west-1:111122223333:parameter/prod/db", password)
                  .policy(
                      new Allowance("ReadSecrets", "secretsmanager:GetSecretValue")
                          .on(
                              "arn:aws:secretsmanager:eu-west-1:111122223333:secret:rds!splunk-??????",
                              token),
                      new Allowance("DecryptSecrets", "kms:Decrypt", via("secretsmanager"))
                          .on(byId.resource().toString(), token),
                      new Allowance(
                              "DecryptParametersByAlias",
                              "kms:Decrypt",
                              new Condition(
                                  new ConditionOperator(
                                      Quantifier.FOR_ANY_VALUE, Comparison.STRING_EQUALS, false),
                                  "kms:ResourceAliases",
                                  List.of("alias/app")),
                              via("ssm"))
                          .on(alias.resource().toString(), password))
                  .of("arn:aws:iam::111122223333:role/ecsTaskExecutionRole", "web")),
          Diagnostic.at(
                  new SourceLocation("web.json", 12, 7, JsonPointer.ROOT),
                  DiagnosticCode.KMS_KEY_UNKNOWN,
                  "the KMS key of 1 of 3 references is not known")
              .withHint("say which key protects what with ", Setting.KMS_KEY),
          Diagnostic.of(DiagnosticCode.KMS_KEY_UNUSED, "no parameter or secret matches `/dev/*`"));
    }
  },

  NO_ROLE {
    @Override
    PolicyReport report() {
      ResolvedReference token =
          resolved(
              Kind.SECRET,
              new Source("-", "<stdin>", Optional.empty())
                  .reference(
                      Field.SECRET, "", "arn:aws:secretsmanager:us-east-1:1:secret:t-a1B2c3"),
              arn("arn:aws:secretsmanager:us-east-1:111122223333:secret:t-a1B2c3"),
              new KeyStatus.AwsManaged());
      return reportOf(
          List.of(
              new Allowance("ReadSecrets", "secretsmanager:GetSecretValue")
                  .on("arn:aws:secretsmanager:us-east-1:111122223333:secret:t-a1B2c3", token)
                  .policy()
                  .of("", "<stdin>")));
    }
  },

  SEVERAL_ROLES {
    @Override
    PolicyReport report() {
      ResolvedReference registry =
          resolved(
              Kind.SECRET,
              new Source("cn.json", "shop", Optional.of("shop"))
                  .reference(Field.REPOSITORY_CREDENTIALS, "", "registry"),
              arn("arn:aws-cn:secretsmanager:cn-north-1:111122223333:secret:registry-??????"),
              new KeyStatus.Unknown());
      ResolvedReference spec =
          resolved(
              Kind.S3_OBJECT,
              new Source("win.json", "win", Optional.of("iis"))
                  .reference(
                      Field.CREDENTIAL_SPEC,
                      "",
                      "credentialspec:arn:aws:s3:::specs/caf\u00e9.json"),
              arn("arn:aws:s3:::specs/caf\u00e9.json"),
              new KeyStatus.Unknown());
      return reportOf(
          List.of(
              new Allowance("ReadSecrets", "secretsmanager:GetSecretValue")
                  .on(
                      "arn:aws-cn:secretsmanager:cn-north-1:111122223333:secret:registry-??????",
                      registry)
                  .policy()
                  .of("arn:aws-cn:iam::111122223333:role/team/a+b=c,d@e", "shop"),
              Allowance.Allowed.NOTHING.of("arn:aws:iam::111122223333:role/idle", "batch", "cron"),
              new Allowance("ReadFiles", "s3:GetObject")
                  .on("arn:aws:s3:::specs/caf\u00e9.json", spec)
                  .policy(
                      new Allowance("LocateBuckets", "s3:GetBucketLocation")
                          .on("arn:aws:s3:::specs", spec))
                  .of("windowsExecutionRole", "win"),
              new Allowance("ReadFiles", "s3:GetObject")
                  .on("arn:aws:s3:::specs/caf\u00e9.json", spec)
                  .policy()
                  .of("", "nameless")));
    }
  },

  MANAGED {
    @Override
    PolicyReport report() {
      String parameter =
          "arn:aws-us-gov:ssm:us-gov-west-1:111122223333:parameter/aws/reference/secretsmanager/db";
      String secret = "arn:aws-us-gov:secretsmanager:us-gov-west-1:111122223333:secret:db-??????";
      Reference standIn =
          new Source("a.json", "orders", Optional.of("app"))
              .secret(0, "DB", "/aws/reference/secretsmanager/db");
      ResolvedReference asParameter =
          resolved(Kind.PARAMETER, standIn, arn(parameter), new KeyStatus.NotDecrypted());
      ResolvedReference asSecret =
          resolved(Kind.SECRET, standIn, arn(secret), new KeyStatus.AwsManaged());
      Reference share =
          new Source("b.json", "files", Optional.empty())
              .reference(Field.FSX_CREDENTIALS, "share", secret.replace("??????", "a1B2c3"));
      ResolvedReference credentials =
          resolved(
              Kind.SECRET, share, arn(secret.replace("??????", "a1B2c3")), new KeyStatus.Unknown());
      ResolvedReference fileSystems =
          new ResolvedReference(
              share, Kind.FILE_SYSTEMS, Optional.empty(), new KeyStatus.NotDecrypted());
      return reportOf(
          List.of(
              new Allowance("ReadParameters", "ssm:GetParameters")
                  .on(parameter, asParameter)
                  .policy(
                      new Allowance("ReadSecrets", "secretsmanager:GetSecretValue")
                          .on(secret, asSecret)
                          .on(secret.replace("??????", "a1B2c3"), credentials),
                      new Allowance("DescribeFileSystems", "fsx:DescribeFileSystems")
                          .on("*", fileSystems))
                  .managed("orders-EcsTaskSecrets")
                  .of("arn:aws-us-gov:iam::111122223333:role/orders", "files", "orders")));
    }
  },

  MANAGED_NO_ROLE {
    @Override
    PolicyReport report() {
      return reportOf(
          List.of(
              Allowance.replacing(
                  "arn:aws-cn:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
                  plain("api", "X").managed("EcsTaskSecrets").of("", "web"))));
    }
  },

  HOSTILE {
    @Override
    PolicyReport report() {
      return reportOf(
          List.of(
              plain("we\u001b[31mb\n# x", "A'B$(touch x)\u202e`id`")
                  .named("it's $(x) \"q\" `b` \\ !!\n'@ \u2019; $y")
                  .of("arn:aws:iam::111122223333:role/$(x)'/-r@", "t\u0007\nask", "`x`")),
          Diagnostic.at(
              new SourceLocation(
                  "a\nb\u001b.json", 1, 1, JsonPointer.ROOT.member("it's").element(0)),
              DiagnosticCode.PARAMETER_NAME,
              "not the name of a parameter: `\\u001b`"));
    }
  },

  SCOPE_ALL {
    @Override
    PolicyReport report() {
      Source web = new Source("web.json", "web", Optional.of("web"));
      Source task = new Source("web.json", "web", Optional.empty());
      String image = "444455556666.dkr.ecr.eu-west-1.amazonaws.com/docker-hub/library/nginx:1.27";
      Arn cache = arn("arn:aws:ecr:eu-west-1:444455556666:repository/docker-hub/library/nginx");
      Arn agent = arn("arn:aws:ecr:eu-west-1:694911143906:repository/aws-guardduty-agent-fargate");
      Arn proxy = arn("arn:aws:ecr:eu-west-1:111122223333:repository/proxy");
      Arn group = arn("arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/web");
      Arn file = arn("arn:aws:s3:::config/web.env");
      KmsKey logs = new KmsKey.ById(arn("arn:aws:kms:eu-west-1:111122223333:key/1234abcd"));
      KeyStatus none = new KeyStatus.NoKey();
      Reference pulled = web.reference(Field.IMAGE, "", image);
      Reference monitored =
          task.reference(Field.RUNTIME_MONITORING, "", "aws-guardduty-agent-fargate");
      Reference extra = task.reference(Field.EXTRA_REPOSITORY, "", proxy.toString());
      Reference logged = web.reference(Field.LOG_GROUP, "", "/ecs/web");
      ResolvedReference read =
          resolved(
              Kind.S3_OBJECT,
              web.reference(Field.ENVIRONMENT_FILE, "", file.toString()),
              file,
              new KeyStatus.Unknown());
      ResolvedReference written =
          resolved(
              Kind.LOG_STREAMS,
              logged,
              group.withResource(group.resource() + ":log-stream:web/"),
              new KeyStatus.CustomerKey(logs));
      Condition endpoint =
          new Condition(
              ConditionOperator.of(Comparison.STRING_EQUALS),
              "aws:sourceVpce",
              List.of("vpce-0a1b2c3d4e5f67890"));
      RolePolicy policy =
          new Allowance("ReadFiles", "s3:GetObject")
              .on(file.toString(), read)
              .policy(
                  new Allowance("LocateBuckets", "s3:GetBucketLocation")
                      .on("arn:aws:s3:::config", read),
                  new Allowance("LogInToRegistries", "ecr:GetAuthorizationToken")
                      .on(
                          "*",
                          new ResolvedReference(pulled, Kind.REGISTRY, Optional.empty(), none),
                          new ResolvedReference(extra, Kind.REGISTRY, Optional.empty(), none),
                          new ResolvedReference(monitored, Kind.REGISTRY, Optional.empty(), none)),
                  new Allowance("PullImages", "ecr:BatchGetImage", endpoint)
                      .on(proxy.toString(), resolved(Kind.REPOSITORY, extra, proxy, none))
                      .on(cache.toString(), resolved(Kind.REPOSITORY, pulled, cache, none))
                      .on(agent.toString(), resolved(Kind.REPOSITORY, monitored, agent, none)),
                  new Allowance("ImportUpstreamImages", "ecr:BatchImportUpstreamImage")
                      .on(cache.toString(), resolved(Kind.UPSTREAM_IMAGE, pulled, cache, none)),
                  new Allowance("WriteLogs", "logs:PutLogEvents")
                      .on(written.resource().orElseThrow() + "*", written),
                  new Allowance("CreateLogGroups", "logs:CreateLogGroup")
                      .on(group + ":*", resolved(Kind.LOG_GROUP, logged, group, none)),
                  new Allowance("EncryptLogs", "kms:GenerateDataKey*", via("logs"))
                      .on(logs.resource().toString(), written))
              .of("arn:aws:iam::111122223333:role/web", "web");
      RolePolicy replacing =
          Allowance.replacing(
              "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy", policy);
      return reportOf(List.of(Allowance.trusted(replacing, "eu-west-1", "eu-central-1")));
    }
  },

  /** Its patterns are shown, and its documents one by one. */
  SPLIT {
    @Override
    PolicyReport report() {
      String parameters = "arn:aws:ssm:eu-west-1:111122223333:parameter/";
      Source web = new Source("web.json", "web", Optional.of("web"));
      ResolvedReference one = parameter(web.secret(0, "A", "/a/1"), parameters + "a/1");
      ResolvedReference two = parameter(web.secret(1, "B", "/a/2"), parameters + "a/2");
      ResolvedReference alone = parameter(web.secret(2, "C", "/b"), parameters + "b");
      RolePolicy policy =
          new Allowance("ReadParameters", "ssm:GetParameters")
              .on(parameters + "a/*", one, two)
              .on(parameters + "b", alone)
              .policy()
              .managed("web-EcsTaskSecrets")
              .of("arn:aws:iam::111122223333:role/web", "web");
      return reportOf(
          List.of(
              Allowance.split(
                  policy,
                  List.of(
                      new Pattern(
                          parameters + "a/*", List.of(parameters + "a/1", parameters + "a/2"))))));
    }
  },

  /** Nothing but who may assume it. */
  TRUST_ALONE {
    @Override
    PolicyReport report() {
      return reportOf(
          List.of(
              Allowance.trusted(
                  Allowance.Allowed.NOTHING.of("arn:aws-cn:iam::111122223333:role/idle", "cron"),
                  "cn-north-1"),
              Allowance.trusted(Allowance.Allowed.NOTHING.of("", "nameless"), "eu-west-1")));
    }
  },

  /** In YAML: a role of the template, and every way to put an expression back. */
  STACK {
    @Override
    PolicyReport report() {
      return Stacks.yaml();
    }
  },

  /** In JSON: roles that the template only names, managed policies, a trust policy. */
  STACK_OF_ROLES {
    @Override
    PolicyReport report() {
      return Stacks.json();
    }
  },

  /** In a plan of Terraform, in a module. */
  CONFIGURATION {
    @Override
    PolicyReport report() {
      return Stacks.terraform();
    }
  },

  /** One policy for the roles of two configurations, and the key of an object as S3 allows it. */
  HOSTILE_KEY {
    @Override
    PolicyReport report() {
      return Stacks.hostile();
    }
  },

  NOTHING {
    @Override
    PolicyReport report() {
      return new PolicyReport(
          List.of(), List.of(), List.of(), Symbols.NONE, "1.2.3", Requirements.NONE);
    }
  };

  abstract PolicyReport report();

  static ResolvedReference resolved(Kind kind, Reference reference, Arn resource, KeyStatus key) {
    return new ResolvedReference(reference, kind, Optional.of(resource), key);
  }

  static ResolvedReference parameter(Reference reference, String arn) {
    return resolved(Kind.PARAMETER, reference, arn(arn), new KeyStatus.NotEncrypted());
  }

  static Arn arn(String text) {
    return Arn.parse(text).orElseThrow();
  }

  private static Condition via(String service) {
    return new Condition(
        ConditionOperator.of(Comparison.STRING_EQUALS),
        "kms:ViaService",
        List.of(service + ".eu-west-1.amazonaws.com"));
  }

  static PolicyReport reportOf(List<RolePolicy> policies, Diagnostic... diagnostics) {
    return reportOf(policies, Symbols.NONE, diagnostics);
  }

  static PolicyReport reportOf(
      List<RolePolicy> policies, Symbols symbols, Diagnostic... diagnostics) {
    return new PolicyReport(
        policies,
        List.of(diagnostics),
        List.of(new Input("web.json", "0123456789abcdef".repeat(4))),
        symbols,
        "1.2.3",
        Requirements.NONE);
  }

  private static Allowance.Allowed plain(String container, String variable) {
    String parameter = "arn:aws:ssm:eu-west-1:111122223333:parameter/x";
    return new Allowance("ReadParameters", "ssm:GetParameters")
        .on(
            parameter,
            resolved(
                Kind.PARAMETER,
                new Source("web.json", "web", Optional.of(container)).secret(0, variable, "x"),
                arn(parameter),
                new KeyStatus.Unknown()))
        .policy();
  }

  /** Where references stand. */
  record Source(String file, String task, Optional<String> container) {
    Reference secret(int index, String name, String valueFrom) {
      return reference(Field.SECRET, name, valueFrom, index);
    }

    Reference reference(Field field, String name, String text) {
      return reference(field, name, text, 0);
    }

    Reference reference(Field field, String name, String text, int index) {
      JsonPointer pointer =
          JsonPointer.ROOT.member(field.path()).element(index).member("valueFrom");
      return new Reference(
          field,
          new FieldValue(text, new SourceLocation(file, 10 + index, 20, pointer)),
          task,
          container,
          Optional.of(name).filter(given -> !given.isEmpty()),
          Optional.empty(),
          false);
    }
  }
}
