package io.github.ecspolicy.render;

import static io.github.ecspolicy.iam.Decision.ALLOWED;
import static io.github.ecspolicy.iam.Decision.IMPLICITLY_DENIED;
import static io.github.ecspolicy.render.Reports.arn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ecspolicy.authorization.RoleAuthorization;
import io.github.ecspolicy.authorization.RoleIdentity;
import io.github.ecspolicy.authorization.WrittenPolicy;
import io.github.ecspolicy.check.Acceptance;
import io.github.ecspolicy.check.AcceptedFinding;
import io.github.ecspolicy.check.AttachedStatement;
import io.github.ecspolicy.check.Baseline;
import io.github.ecspolicy.check.CheckReport;
import io.github.ecspolicy.check.Finding;
import io.github.ecspolicy.check.FindingCode;
import io.github.ecspolicy.check.RoleCheck;
import io.github.ecspolicy.check.RoleTasks;
import io.github.ecspolicy.check.Tally;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.iam.PolicyDocument;
import io.github.ecspolicy.iam.PolicySyntaxException;
import io.github.ecspolicy.iam.Statement;
import io.github.ecspolicy.reference.Reference;
import io.github.ecspolicy.reference.Reference.Field;
import io.github.ecspolicy.reference.Reference.Scope;
import io.github.ecspolicy.render.Reports.Source;
import io.github.ecspolicy.synthesis.PolicyReport.Input;
import io.github.ecspolicy.template.Symbol;
import io.github.ecspolicy.template.Symbols;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reports of checks made by hand: one for each folder of golden files. */
enum CheckReports {
  /** Something of each severity, with and without a place, and something that is accepted. */
  WEB {
    @Override
    CheckReport report() {
      WrittenPolicy policy =
          policy(
              "web-secrets",
              "iam/web policy.json",
              """
              {"Version": "2012-10-17", "Statement": [
                {"Sid": "Keys", "Effect": "Allow", "Action": "kms:Decrypt",
                  "Resource": "arn:aws:kms:eu-west-1:111122223333:alias/app"},
                {"Effect": "Allow", "Action": ["ssm:GetParameters", "sqs:SendMessage"],
                  "Resource": "arn:aws:ssm:eu-west-1:111122223333:parameter/*"},
                {"Sid": "Old", "Effect": "Allow", "Action": "secretsmanager:GetSecretValue",
                  "Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:old-a1B2c3"}]}
              """);
      Source api = new Source("task.json", "web", Optional.of("api"));
      Source worker = new Source("task.json", "web", Optional.of("worker"));
      Reference password = api.secret(0, "DB_PASS", "/prod/db");
      Reference token =
          api.reference(
              Field.SECRET_OPTION,
              "splunk-token",
              "arn:aws:secretsmanager:eu-west-1:111122223333:secret:splunk-a1B2c3");
      Reference again =
          worker.secret(
              3, "TOKEN", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:splunk-a1B2c3");
      String splunk = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:splunk-a1B2c3";
      String key = "arn:aws:kms:eu-west-1:111122223333:key/0c1d2e3f-4051-4263-8475-96a7b8c9dae0";
      Finding missing =
          new MadeFinding(
                  FindingCode.MISSING_PERMISSION,
                  "secretsmanager:GetSecretValue " + splunk,
                  "the permission for `secretsmanager:GetSecretValue` on `"
                      + splunk
                      + "` is missing",
                  "add the statement that is shown")
              .neededBy(token, again)
              .add(
                  statement(
                      """
                      {"Sid": "ReadSecrets", "Effect": "Allow",
                       "Action": ["secretsmanager:GetSecretValue"], "Resource": ["%s"]}
                      """
                          .formatted(splunk)))
              .shownBy("secretsmanager:GetSecretValue", splunk, "", "", IMPLICITLY_DENIED, ALLOWED)
              .seenAs(
                  "ResourceInitializationError: unable to pull secrets or registry auth:"
                      + " AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/web"
                      + " is not authorized to perform: secretsmanager:GetSecretValue")
              .on(ROLE);
      Finding alias =
          new MadeFinding(
                  FindingCode.ALIAS_ARN,
                  "kms:Decrypt arn:aws:kms:eu-west-1:111122223333:key/*",
                  "the permission for `kms:Decrypt` is missing: statement `Keys` of `web-secrets`"
                      + " names an alias, which allows nothing on its key",
                  "name the ARN of the key, or all keys and `kms:ResourceAliases` in a condition")
              .neededBy(password)
              .in(new AttachedStatement(policy, 0, statement(policy, 0)))
              .shownBy(
                  "kms:Decrypt",
                  key,
                  "kms:ViaService",
                  "ssm.eu-west-1.amazonaws.com",
                  IMPLICITLY_DENIED,
                  ALLOWED)
              .on(ROLE);
      Finding broader =
          new MadeFinding(
                  FindingCode.BROADER_THAN_NEEDED,
                  "web-secrets 2",
                  "statement 2 of `web-secrets` allows more than the tasks need, such as"
                      + " `ssm:GetParameters` on `arn:aws:ssm:eu-west-1:111122223333:parameter/x`",
                  "needed is only `ssm:GetParameters` on"
                      + " `arn:aws:ssm:eu-west-1:111122223333:parameter/prod/db`")
              .in(new AttachedStatement(policy, 1, statement(policy, 1)))
              .shownBy(
                  "ssm:GetParameters",
                  "arn:aws:ssm:eu-west-1:111122223333:parameter/x",
                  "",
                  "",
                  ALLOWED,
                  IMPLICITLY_DENIED)
              .on(ROLE);
      Finding size =
          new MadeFinding(
                  FindingCode.POLICY_SIZE,
                  "all inline policies together",
                  "all inline policies together of the role has 10300 characters without white"
                      + " space, IAM takes 10240",
                  "write it again with ",
                  Setting.COMPACT,
                  " or ",
                  Setting.SPLIT)
              .on(ROLE);
      Finding unknown =
          new MadeFinding(
                  FindingCode.POLICY_UNKNOWN,
                  "arn:aws:iam::111122223333:policy/shared",
                  "nobody has shown what `arn:aws:iam::111122223333:policy/shared` says, which is"
                      + " attached to the role",
                  "give what `aws iam get-policy-version` prints of it")
              .on(ROLE);
      Finding unused =
          new MadeFinding(
                  FindingCode.UNUSED_PERMISSION,
                  "web-secrets Old",
                  "statement `Old` of `web-secrets` allows nothing that the tasks need",
                  "remove the statement")
              .in(new AttachedStatement(policy, 2, statement(policy, 2)))
              .on(ROLE);
      return reportOf(
          List.of(
              new RoleCheck(
                  tasks(ROLE, "web", "web-worker"),
                  new RoleAuthorization(
                      new RoleIdentity(
                          Optional.of(ROLE),
                          Optional.of("111122223333"),
                          Optional.empty(),
                          Optional.empty()),
                      List.of(policy),
                      List.of("arn:aws:iam::111122223333:policy/shared"),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty(),
                      true),
                  List.of(missing, alias, broader, size, unknown),
                  List.of(accepted(unused, "goes with the next release", "2026-12-31")),
                  new Tally(0, 0, 0, 0),
                  List.of(),
                  List.of()),
              clean("batch", "cron")),
          Symbols.NONE,
          Diagnostic.at(
                  new SourceLocation("task.json", 12, 7, JsonPointer.ROOT),
                  DiagnosticCode.KMS_KEY_UNKNOWN,
                  "the KMS key of 1 of 3 references is not known")
              .withHint("say which key protects what with ", Setting.KMS_KEY));
    }
  },

  /** Nothing is wrong. */
  CLEAN {
    @Override
    CheckReport report() {
      return reportOf(List.of(clean(ROLE, "web")), Symbols.NONE);
    }
  },

  /** No role could be checked, and an input could not be read. */
  INCOMPLETE {
    @Override
    CheckReport report() {
      return reportOf(
          List.of(),
          Symbols.NONE,
          Diagnostic.at(
                  SourceLocation.startOf("/srv/task.json"),
                  DiagnosticCode.ROLE_NOT_SHOWN,
                  "nothing shows what the role `web` is allowed")
              .withHint("give its policies with ", Setting.POLICY));
    }
  },

  /** What a template leaves open has stand-ins everywhere. */
  STACK {
    @Override
    CheckReport report() {
      String resource = "arn:aws:ssm:" + STAND_IN + ":936103748265:parameter/p4rametername";
      WrittenPolicy policy =
          policy(
              "p0licyname",
              "stack.yaml",
              """
              {"Version": "2012-10-17", "Statement": [{"Sid": "Read", "Effect": "Allow",
                "Action": "ssm:GetParameter", "Resource": "%s"}]}
              """
                  .formatted(resource));
      Reference reference =
          new Source("stack.yaml", "f4mily", Optional.of("c0ntainer"))
              .secret(0, "v4riable", "p4rametername");
      Finding finding =
          new MadeFinding(
                  FindingCode.GET_PARAMETER,
                  "ssm:GetParameters " + resource,
                  "the permission for `ssm:GetParameters` on `" + resource + "` is missing",
                  "allow it on `" + resource + "`")
              .neededBy(reference)
              .in(new AttachedStatement(policy, 0, statement(policy, 0)))
              .add(
                  statement(
                      """
                      {"Effect": "Allow", "Action": ["ssm:GetParameters"], "Resource": ["%s"]}
                      """
                          .formatted(resource)))
              .shownBy(
                  "ssm:GetParameters",
                  resource,
                  "aws:ResourceAccount",
                  "936103748265",
                  IMPLICITLY_DENIED,
                  ALLOWED)
              .seenAs("not authorized to perform: ssm:GetParameters on resource: " + resource)
              .on("r0lename");
      return reportOf(
          List.of(
              new RoleCheck(
                  tasks("r0lename", "f4mily"),
                  RoleAuthorization.of(RoleIdentity.named("r0lename"), policy),
                  List.of(finding),
                  List.of(accepted(finding, "p4rametername is new", "2027-01-01")),
                  new Tally(0, 0, 0, 0),
                  List.of(),
                  List.of())),
          Symbols.of(SYMBOLS));
    }
  },

  /** Every text tries to be more than a text. */
  HOSTILE {
    @Override
    CheckReport report() {
      String role = "r%0A::error::owned\r\n::stop-commands::x";
      WrittenPolicy policy =
          policy(
              "]]><script>alert(1)</script>",
              "a\u001b[31m b,c:d%\n::warning::x.json",
              """
              {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/[x](http://evil){0}|*"}]}
              """);
      Reference reference =
          new Source(
                  "/tmp/ta sk\u202e.json",
                  "fam|ily\u0000\u001b]8;;http://evil\u0007",
                  Optional.of("<!-- @everyone -->\ufffe"))
              .secret(0, "A&B", "x");
      Finding finding =
          new MadeFinding(
                  FindingCode.BUCKET_AND_OBJECT,
                  "s3:GetObject \u001b[2J]]>\n::error::",
                  "not allowed: `" + HOSTILE_TEXT + "` and " + HOSTILE_TEXT,
                  "hint " + HOSTILE_TEXT)
              .neededBy(reference)
              .in(new AttachedStatement(policy, 0, statement(policy, 0)))
              .add(statement(policy, 0))
              .shownBy(
                  "s3:GetObject",
                  "arn:aws:s3:::b/" + HOSTILE_TEXT,
                  "aws:x",
                  HOSTILE_TEXT,
                  IMPLICITLY_DENIED,
                  ALLOWED)
              .seenAs("AccessDenied " + HOSTILE_TEXT)
              .on(role);
      return reportOf(
          List.of(
              new RoleCheck(
                  tasks(role, "fam|ily\u0000"),
                  RoleAuthorization.of(RoleIdentity.named(role), policy),
                  List.of(finding),
                  List.of(accepted(finding, HOSTILE_TEXT, "2026-12-31")),
                  new Tally(0, 0, 0, 0),
                  List.of(),
                  List.of())),
          Symbols.NONE,
          Diagnostic.at(
                  SourceLocation.startOf("we\u001b[31mb\n::error::.json"),
                  DiagnosticCode.WRONG_TYPE,
                  HOSTILE_TEXT)
              .withHint(HOSTILE_TEXT));
    }
  };

  /** What every format has to take for what it is. */
  static final String HOSTILE_TEXT =
      "\u001b[31m\u0007 ::error file=x::y\r\n::set-output name=a::b %25 | <b>x</b> ]]> {0} [a](0)"
          + " @here \u202e \ud800 ${jndi:x} ```";

  static final String STAND_IN = "us-k3jd92ka-1";

  /** Stand-ins and what is shown for them. */
  static final List<Symbol> SYMBOLS =
      List.of(
          symbol(STAND_IN, "${AWS::Region}"),
          symbol("936103748265", "${AWS::AccountId}"),
          symbol("p4rametername", "${Parameter}"),
          symbol("p0licyname", "${Policy}"),
          symbol("f4mily", "${Family}"),
          symbol("c0ntainer", "${Container}"),
          symbol("v4riable", "${Variable}"),
          symbol("r0lename", "${Role}"));

  private static final String ROLE = "ecsTaskExecutionRole";

  abstract CheckReport report();

  private static Symbol symbol(String standIn, String display) {
    return new Symbol(standIn, "{\"Ref\":\"X\"}", display);
  }

  private static CheckReport reportOf(
      List<RoleCheck> roles, Symbols symbols, Diagnostic... diagnostics) {
    return new CheckReport(
        roles,
        List.of(diagnostics),
        List.of(
            new Input("task.json", "0123456789abcdef".repeat(4)),
            new Input("iam/web policy.json", "fedcba9876543210".repeat(4))),
        symbols,
        "1.2.3",
        Baseline.NONE);
  }

  private static RoleCheck clean(String role, String family) {
    return new RoleCheck(
        tasks(role, family),
        RoleAuthorization.of(
            RoleIdentity.named(role),
            policy(role + "-policy", "iam/" + role + ".json", "{\"Statement\": []}")),
        List.of(),
        List.of(),
        new Tally(0, 0, 0, 0),
        List.of(),
        List.of());
  }

  private static RoleTasks tasks(String role, String... families) {
    return new RoleTasks(
        arn("arn:aws:iam::111122223333:role/x"),
        role,
        List.of(families),
        List.of(),
        true,
        new PolicyDocument(List.of()),
        Scope.ALL,
        List.of(),
        List.of(),
        Set.of());
  }

  private static AcceptedFinding accepted(Finding finding, String why, String until) {
    return new AcceptedFinding(
        finding,
        new Acceptance(
            finding.fingerprint(),
            finding.code(),
            finding.role(),
            finding.subject(),
            finding.message(),
            why,
            Optional.of(LocalDate.parse(until)),
            Optional.empty()));
  }

  /** Statements stand on a line each, from the second line on. */
  private static WrittenPolicy policy(String name, String source, String document) {
    JsonPointer root = JsonPointer.ROOT;
    Map<String, SourceLocation> places =
        Map.of(
            "/Statement/0",
            new SourceLocation(source, 2, 5, root.member("Statement").element(0)),
            "/Statement/1",
            new SourceLocation(source, 3, 5, root.member("Statement").element(1)),
            "/Statement/2",
            new SourceLocation(source, 4, 5, root.member("Statement").element(2)));
    return new WrittenPolicy(
        WrittenPolicy.Kind.INLINE, name, json(document), SourceLocation.startOf(source), places);
  }

  private static Statement statement(WrittenPolicy policy, int index) {
    return statement(policy.document().path("Statement").path(index));
  }

  private static Statement statement(String json) {
    return statement(json(json));
  }

  private static Statement statement(JsonNode node) {
    try {
      return Statement.parse(node, com.fasterxml.jackson.core.JsonPointer.empty());
    } catch (PolicySyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static JsonNode json(String text) {
    try {
      return JsonMapper.builder().build().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
