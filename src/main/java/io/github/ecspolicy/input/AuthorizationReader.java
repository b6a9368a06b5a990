package io.github.ecspolicy.input;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.authorization.Authorizations;
import io.github.ecspolicy.authorization.ManagedPolicies;
import io.github.ecspolicy.authorization.RoleAuthorization;
import io.github.ecspolicy.authorization.RoleIdentity;
import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.input.DocumentCollector.Collected;
import io.github.ecspolicy.input.DocumentCollector.Skips;
import io.github.ecspolicy.template.Origin.Syntax;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads policies out of files, folders, globs and standard input, and knows AWS's own by ARN. */
public final class AuthorizationReader {
  private static final String EXPECTED =
      "expected a policy document, or what `aws iam get-role-policy`, `get-policy-version`,"
          + " `get-role` or `get-account-authorization-details` prints";

  private AuthorizationReader() {}

  /**
   * Reads what {@code arguments} name, going on after a problem so that all are reported.
   *
   * @param arguments files, folders, globs, {@code -}, or ARNs of policies of AWS's own
   * @param base the folder that relative arguments start from
   * @param stdin what {@code -} reads; not closed
   */
  public static AuthorizationBatch read(List<String> arguments, Path base, InputStream stdin) {
    List<String> files = arguments.stream().filter(each -> !each.startsWith(Arn.PREFIX)).toList();
    List<Authorizations> read = new ArrayList<>();
    List<Diagnostic> diagnostics = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.startsWith(Arn.PREFIX)) {
        managed(argument)
            .ifPresentOrElse(read::add, () -> diagnostics.add(unknownPolicy(argument)));
      }
    }
    List<InputBatch.Digest> digests = List.of();
    if (!files.isEmpty()) {
      Collected<Authorizations> collected =
          DocumentCollector.collect(new Policies(), Skips.NONE, files, base, stdin);
      read.addAll(collected.items());
      diagnostics.addAll(collected.diagnostics());
      digests = collected.digests();
    }
    return new AuthorizationBatch(
        read.stream().reduce(Authorizations.NONE, Authorizations::and), digests, diagnostics);
  }

  private static Optional<Authorizations> managed(String arn) {
    return ManagedPolicies.of(arn, SourceLocation.startOf(arn))
        .map(policy -> RoleAuthorization.of(RoleIdentity.UNKNOWN, policy))
        .map(role -> new Authorizations(List.of(role), List.of()));
  }

  private static Diagnostic unknownPolicy(String arn) {
    return Diagnostic.of(
            DiagnosticCode.POLICY_SHAPE, "what the policy " + quote(arn) + " says is not known")
        .withHint(
            "give what `aws iam get-policy-version --policy-arn ARN --version-id ID` prints of it");
  }

  private static final class Policies implements DocumentKind<Authorizations> {
    @Override
    public String noun() {
      return "policy";
    }

    @Override
    public String aNoun() {
      return "a policy";
    }

    @Override
    public Wanted wanted() {
      return RolePolicyReader.WANTED;
    }

    /**
     * An account may have <a
     * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">5,000
     * roles</a> and twenty policies at each.
     */
    @Override
    public int longest() {
      return 512 << 20;
    }

    @Override
    public String adviceOnLength() {
      return "leave out users and groups: `--filter Role LocalManagedPolicy AWSManagedPolicy`";
    }

    @Override
    public String adviceOnForm() {
      return "let the AWS CLI print it with `--output json`";
    }

    @Override
    public String adviceOnDepth() {
      return "a policy needs no more than ten levels";
    }

    @Override
    public Optional<Content<Authorizations>> read(String source, Node document, Syntax syntax) {
      if (!AuthorizationFormat.isAuthorization(document)) {
        return Optional.empty();
      }
      RolePolicyReader reader = new RolePolicyReader(source);
      Authorizations read = reader.read(document);
      return Optional.of(new Content<>(List.of(read), reader.diagnostics()));
    }

    @Override
    public Diagnostic reject(SourceLocation at, Node document) {
      return Diagnostic.at(at, DiagnosticCode.POLICY_SHAPE, "not a policy").withHint(EXPECTED);
    }

    @Override
    public Diagnostic reportNothing(SourceLocation at) {
      return Diagnostic.at(at, DiagnosticCode.POLICY_SHAPE, "no policy was found")
          .withHint(EXPECTED);
    }

    @Override
    public DiagnosticCode whenFolderIsEmpty() {
      return DiagnosticCode.POLICY_SHAPE;
    }
  }
}
