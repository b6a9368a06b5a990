package io.github.ecspolicy.input;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.authorization.Authorizations;
import io.github.ecspolicy.authorization.ManagedPolicies;
import io.github.ecspolicy.authorization.ResourceAuthorization;
import io.github.ecspolicy.authorization.RoleAuthorization;
import io.github.ecspolicy.authorization.RoleIdentity;
import io.github.ecspolicy.authorization.WrittenPolicy;
import io.github.ecspolicy.authorization.WrittenPolicy.Kind;
import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.input.FieldReader.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the policies out of one document that the AWS CLI has printed, or that is one itself. */
final class RolePolicyReader {
  private static final Wanted DOCUMENT = new Wanted.Everything();

  private static final Wanted.Members ROLE =
      Wanted.texts("RoleName", "Arn")
          .and("AssumeRolePolicyDocument", DOCUMENT)
          .and("RolePolicyList", Wanted.texts("PolicyName").and("PolicyDocument", DOCUMENT))
          .and("AttachedManagedPolicies", Wanted.texts("PolicyArn", "PolicyName"))
          .and("PermissionsBoundary", Wanted.texts("PermissionsBoundaryArn"));

  /** What is read; users and groups never leave the tokenizer. */
  static final Wanted WANTED =
      Wanted.texts("RoleName", "PolicyName", "ARN", "Name", "KeyId", "Version", "Id")
          .and("Statement", DOCUMENT)
          .and("PolicyDocument", DOCUMENT)
          .and("Policy", DOCUMENT)
          .and("ResourcePolicy", DOCUMENT)
          .and("Role", ROLE)
          .and("RoleDetailList", ROLE)
          .and(
              "Policies",
              Wanted.texts("PolicyName", "Arn", "DefaultVersionId")
                  .and(
                      "PolicyVersionList",
                      Wanted.texts("VersionId", "IsDefaultVersion").and("Document", DOCUMENT)))
          .and("PolicyVersion", Wanted.texts("VersionId").and("Document", DOCUMENT))
          .and("AttachedPolicies", Wanted.texts("PolicyArn", "PolicyName"))
          .and("PolicyNames", Wanted.TEXT);

  private final String source;
  private final FieldReader fields;
  private final WrittenPolicies written;
  private final List<RoleAuthorization> roles = new ArrayList<>();
  private final List<ResourceAuthorization> resources = new ArrayList<>();

  RolePolicyReader(String source) {
    this.source = source;
    fields = new FieldReader(source, "let the AWS CLI print it with `--output json`");
    written = new WrittenPolicies(fields);
  }

  List<Diagnostic> diagnostics() {
    return fields.diagnostics();
  }

  /**
   * Returns what a document holds that {@linkplain AuthorizationFormat#isAuthorization has any}.
   */
  Authorizations read(Node document) {
    read(new Place<>(document, JsonPointer.ROOT));
    return new Authorizations(roles, resources);
  }

  private void read(Place<Node> place) {
    if (place.node() instanceof Node.Sequence list) {
      FieldReader.elements(new Place<>(list, place.pointer())).forEach(this::read);
      return;
    }
    Optional<AuthorizationFormat> format =
        place.node() instanceof Node.Mapping object
            ? AuthorizationFormat.detect(object)
            : Optional.empty();
    if (format.isEmpty()) {
      fields.report(
          place,
          DiagnosticCode.POLICY_SHAPE,
          "this item of the list holds no policy",
          "let the AWS CLI print it with `--output json`");
      return;
    }
    Place<Node.Mapping> object = new Place<>((Node.Mapping) place.node(), place.pointer());
    switch (format.get()) {
      case DOCUMENT -> document(object);
      case ACCOUNT -> account(object);
      case ROLE ->
          fields.object(object, "Role").flatMap(role -> role(role, Map.of())).ifPresent(roles::add);
      case ROLE_POLICY -> rolePolicy(object);
      case POLICY_VERSION -> policyVersion(object);
      case ATTACHED_POLICIES -> attached(object);
      case POLICY_NAMES -> names(object);
      case SECRET_POLICY -> ofResource(object, Kind.SECRET, "ARN", "ResourcePolicy");
      case KEY_POLICY -> ofResource(object, Kind.KEY, "KeyId", "Policy");
      case KEY_POLICY_ALONE ->
          fields.report(
              object,
              DiagnosticCode.POLICY_SHAPE,
              "a key policy without the key it belongs to",
              "add it: `aws kms get-key-policy --key-id ID --policy-name default | jq '. + {KeyId:"
                  + " \"ARN\"}'`");
    }
  }

  /** One with principals says who may assume the role. */
  private void document(Place<Node.Mapping> object) {
    if (!hasPrincipals(object.node())) {
      written.of(Kind.GIVEN, source, object).ifPresent(policy -> add(RoleIdentity.UNKNOWN, policy));
    } else if (isTrustPolicy(object.node())) {
      written
          .of(Kind.TRUST, source, object)
          .map(trust -> RoleAuthorization.ofTrust(RoleIdentity.UNKNOWN, trust))
          .ifPresent(roles::add);
    } else {
      fields.report(
          object,
          DiagnosticCode.POLICY_SHAPE,
          "the policy of a resource, without the resource",
          "give what `aws secretsmanager get-resource-policy` prints, or a key policy with its key:"
              + " `{\"KeyId\": \"ARN\", \"Policy\": \"…\"}`");
    }
  }

  private static boolean hasPrincipals(Node.Mapping document) {
    return statements(document).stream()
        .anyMatch(each -> each.has("Principal") || each.has("NotPrincipal"));
  }

  private static boolean isTrustPolicy(Node.Mapping document) {
    return statements(document).stream().noneMatch(each -> each.has("Resource"));
  }

  private static List<Node.Mapping> statements(Node.Mapping document) {
    return document.object("Statement").map(List::of).orElse(document.objects("Statement"));
  }

  private void add(RoleIdentity role, WrittenPolicy policy) {
    roles.add(RoleAuthorization.of(role, policy));
  }

  private void rolePolicy(Place<Node.Mapping> object) {
    RoleIdentity role =
        fields
            .text(object, "RoleName")
            .map(name -> RoleIdentity.named(name.text()))
            .orElse(RoleIdentity.UNKNOWN);
    String name = fields.text(object, "PolicyName").map(FieldValue::text).orElse(source);
    fields
        .member(object, "PolicyDocument")
        .flatMap(document -> written.of(Kind.INLINE, name, document))
        .ifPresent(policy -> add(role, policy));
  }

  private void policyVersion(Place<Node.Mapping> object) {
    fields
        .object(object, "PolicyVersion")
        .flatMap(version -> fields.member(version, "Document"))
        .flatMap(document -> written.of(Kind.MANAGED, source, document))
        .ifPresent(policy -> add(RoleIdentity.UNKNOWN, policy));
  }

  private void attached(Place<Node.Mapping> object) {
    for (FieldValue arn : arns(object, "AttachedPolicies")) {
      ManagedPolicies.of(arn.text(), arn.location())
          .ifPresentOrElse(
              policy -> add(RoleIdentity.UNKNOWN, policy),
              () -> roles.add(RoleAuthorization.ofUnknown(RoleIdentity.UNKNOWN, arn.text())));
    }
  }

  private List<FieldValue> arns(Place<Node.Mapping> object, String field) {
    return fields.objects(object, field, policy -> fields.text(policy, "PolicyArn")).stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private void names(Place<Node.Mapping> object) {
    for (FieldValue name : fields.texts(object, "PolicyNames")) {
      fields.report(
          name.location(),
          DiagnosticCode.POLICY_NAMES_ONLY,
          "only the name of the policy " + quote(name.text()) + " is told here",
          "give what `aws iam get-role-policy --role-name ROLE --policy-name NAME` prints");
    }
  }

  private void ofResource(Place<Node.Mapping> object, Kind kind, String id, String document) {
    Optional<FieldValue> resource = fields.text(object, id);
    Optional<Place<Node>> policy = fields.member(object, document);
    if (resource.isPresent() && policy.isPresent()) {
      written
          .of(kind, resource.get().text(), policy.get())
          .ifPresent(each -> resources.add(new ResourceAuthorization(resource.get().text(), each)));
    }
  }

  private void account(Place<Node.Mapping> object) {
    Map<String, WrittenPolicy> managed = new HashMap<>();
    fields.objects(
        object,
        "Policies",
        policy -> managed(policy).map(each -> managed.put(each.name(), each)).isPresent());
    fields.objects(
        object, "RoleDetailList", role -> role(role, managed).map(roles::add).isPresent());
  }

  private Optional<WrittenPolicy> managed(Place<Node.Mapping> policy) {
    Optional<FieldValue> arn = fields.text(policy, "Arn");
    Optional<String> current = fields.text(policy, "DefaultVersionId").map(FieldValue::text);
    return fields
        .objects(
            policy,
            "PolicyVersionList",
            version ->
                fields
                    .text(version, "VersionId")
                    .filter(id -> current.filter(id.text()::equals).isPresent())
                    .flatMap(id -> fields.member(version, "Document")))
        .stream()
        .flatMap(Optional::stream)
        .findFirst()
        .flatMap(
            document ->
                arn.flatMap(
                    id ->
                        written.of(
                            ManagedPolicies.isOfAws(id.text()) ? Kind.AWS_MANAGED : Kind.MANAGED,
                            id.text(),
                            document)));
  }

  private Optional<RoleAuthorization> role(
      Place<Node.Mapping> role, Map<String, WrittenPolicy> managed) {
    Optional<FieldValue> name = fields.text(role, "RoleName");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    List<WrittenPolicy> policies =
        new ArrayList<>(
            fields.objects(role, "RolePolicyList", this::inline).stream()
                .flatMap(Optional::stream)
                .toList());
    List<String> unknown = new ArrayList<>();
    for (FieldValue arn : arns(role, "AttachedManagedPolicies")) {
      known(arn.text(), managed, arn.location())
          .ifPresentOrElse(policies::add, () -> unknown.add(arn.text()));
    }
    Optional<FieldValue> boundary =
        fields
            .object(role, "PermissionsBoundary")
            .flatMap(each -> fields.text(each, "PermissionsBoundaryArn"));
    Optional<WrittenPolicy> knownBoundary =
        boundary.flatMap(arn -> known(arn.text(), managed, arn.location()));
    boolean isWhole = role.node().has("AttachedManagedPolicies");
    return Optional.of(
        new RoleAuthorization(
            new RoleIdentity(
                Optional.of(name.get().text()),
                fields.text(role, "Arn").flatMap(arn -> Arn.parse(arn.text())).map(Arn::account),
                Optional.empty(),
                Optional.empty()),
            policies,
            unknown,
            knownBoundary,
            knownBoundary.isPresent() ? Optional.empty() : boundary.map(FieldValue::text),
            fields
                .member(role, "AssumeRolePolicyDocument")
                .flatMap(trust -> written.of(Kind.TRUST, "trust policy", trust)),
            isWhole));
  }

  private Optional<WrittenPolicy> inline(Place<Node.Mapping> policy) {
    String name = fields.text(policy, "PolicyName").map(FieldValue::text).orElse(source);
    return fields
        .member(policy, "PolicyDocument")
        .flatMap(document -> written.of(Kind.INLINE, name, document));
  }

  private static Optional<WrittenPolicy> known(
      String arn, Map<String, WrittenPolicy> managed, SourceLocation at) {
    return Optional.ofNullable(managed.get(arn)).or(() -> ManagedPolicies.of(arn, at));
  }
}
