package io.github.ecspolicy.input;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.authorization.Authorizations;
import io.github.ecspolicy.authorization.ManagedPolicies;
import io.github.ecspolicy.authorization.ResourceAuthorization;
import io.github.ecspolicy.authorization.RoleIdentity;
import io.github.ecspolicy.authorization.WrittenPolicy;
import io.github.ecspolicy.authorization.WrittenPolicy.Kind;
import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.input.FieldReader.Place;
import io.github.ecspolicy.input.FieldText.Field;
import io.github.ecspolicy.input.StackTemplate.Resource;
import io.github.ecspolicy.template.Symbols;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a template allows its roles, and what it says of who may use its keys and secrets. What
 * hangs on a condition that nothing decides counts, as it does where task definitions are read.
 */
final class StackPolicies {
  private static final String POLICY = "AWS::IAM::Policy";
  private static final String ROLE_POLICY = "AWS::IAM::RolePolicy";
  private static final String MANAGED_POLICY = "AWS::IAM::ManagedPolicy";
  private static final String REPLICA_KEY = "AWS::KMS::ReplicaKey";
  private static final String SECRET_POLICY = "AWS::SecretsManager::ResourcePolicy";
  private static final String DOCUMENT = "PolicyDocument";

  /** What is attached to roles. */
  private static final Set<String> ATTACHED = Set.of(POLICY, ROLE_POLICY, MANAGED_POLICY);

  private final String source;
  private final Optional<String> account;
  private final StackTemplate template;
  private final StandIns standIns;
  private final Intrinsics intrinsics;
  private final TemplateNodes nodes;
  private final FieldReader fields;
  private final WrittenPolicies written;

  /** By logical id. */
  private final Map<String, AttachedPolicies> roles = new LinkedHashMap<>();

  /** Those of the template by their names, of which conditions may give one to several. */
  private final Map<String, List<AttachedPolicies>> byName = new LinkedHashMap<>();

  private final StackManagedPolicies managed;
  private final List<ResourceAuthorization> resources = new ArrayList<>();

  /**
   * A reader of one template, of which the task definitions have been read.
   *
   * @param account in which it is deployed, if the user tells
   */
  StackPolicies(
      String source,
      Optional<String> account,
      StackTemplate template,
      StandIns standIns,
      Intrinsics intrinsics,
      TemplateNodes nodes) {
    this.source = source;
    this.account = account;
    this.template = template;
    this.standIns = standIns;
    this.intrinsics = intrinsics;
    this.nodes = nodes;
    fields = new FieldReader(source, TemplateNodes.PROCESSED);
    written = new WrittenPolicies(fields);
    managed = new StackManagedPolicies(intrinsics.references(), nodes);
  }

  /** Returns {@code true} if resources of {@code type} are read. */
  static boolean isRead(String type) {
    return switch (type) {
      case StackReferences.ROLE,
          POLICY,
          ROLE_POLICY,
          MANAGED_POLICY,
          StackReferences.KEY,
          REPLICA_KEY,
          SECRET_POLICY ->
          true;
      default -> false;
    };
  }

  List<Diagnostic> diagnostics() {
    return fields.diagnostics();
  }

  Authorizations authorizations() {
    List<Resource> existing =
        template.resources().values().stream()
            .filter(
                resource -> resource.condition().filter(intrinsics.conditions()::isFalse).isEmpty())
            .toList();
    existing.stream().filter(each -> each.type().equals(MANAGED_POLICY)).forEach(managed::add);
    existing.stream().filter(each -> each.type().equals(StackReferences.ROLE)).forEach(this::add);
    existing.forEach(this::attach);
    existing.forEach(this::reportOpen);
    Stream<AttachedPolicies> ofOthers =
        byName.values().stream().flatMap(List::stream).filter(each -> !roles.containsValue(each));
    return new Authorizations(
        Stream.concat(roles.values().stream(), ofOthers)
            .map(AttachedPolicies::toAuthorization)
            .toList(),
        resources);
  }

  private void add(Resource role) {
    List<String> names =
        nodes.texts(choices -> new Value.Text(intrinsics.references().name(role, choices)));
    Optional<String> known =
        Optional.of(names)
            .filter(all -> all.size() == 1)
            .map(all -> all.get(0))
            .filter(name -> !symbols().areIn(name));
    AttachedPolicies attached =
        new AttachedPolicies(
            new RoleIdentity(known, account, Optional.of(source), Optional.of(role.key())), true);
    roles.put(role.key(), attached);
    names.forEach(name -> byName.computeIfAbsent(name, n -> new ArrayList<>()).add(attached));
    items(role, "Policies").forEach(item -> inline(role, item).ifPresent(attached::add));
    for (Node.Text arn : texts(role, "ManagedPolicyArns")) {
      attachManaged(attached, arn);
    }
    texts(role, "PermissionsBoundary").forEach(arn -> bound(attached, arn));
    attached.trust(
        documents(role, "AssumeRolePolicyDocument", Kind.TRUST, "trust policy").stream()
            .findFirst());
  }

  /**
   * A policy that only some stacks of the template have counts; where tasks or roles hang on the
   * same condition, it is there for them.
   */
  private void reportOpen(Resource policy) {
    policy
        .condition()
        .filter(condition -> ATTACHED.contains(policy.type()))
        .filter(intrinsics.conditions()::isOpen)
        .filter(
            condition ->
                template.resources().values().stream().noneMatch(each -> isUnder(each, condition)))
        .ifPresent(
            condition ->
                nodes.report(
                    policy.properties().<Node>map(node -> node).orElseThrow(),
                    DiagnosticCode.POLICY_CONDITIONAL,
                    quote(policy.key())
                        + " counts, though its condition "
                        + quote(condition)
                        + " may be false",
                    "decide the condition by the values of parameters with ",
                    Setting.PARAMETER));
  }

  private static boolean isUnder(Resource resource, String condition) {
    boolean isStarted =
        StackReader.isTask(resource.type()) || resource.type().equals(StackReferences.ROLE);
    return isStarted && resource.condition().filter(condition::equals).isPresent();
  }

  private void attach(Resource resource) {
    switch (resource.type()) {
      case POLICY -> attachInline(resource, "Roles");
      case ROLE_POLICY -> attachInline(resource, "RoleName");
      case MANAGED_POLICY -> {
        for (AttachedPolicies role : rolesIn(resource, "Roles")) {
          attachManaged(role, resource);
        }
      }
      case StackReferences.KEY, REPLICA_KEY ->
          nodes
              .texts(choices -> intrinsics.references().attribute(resource.key(), "Arn", choices))
              .forEach(arn -> protect(arn, resource, "KeyPolicy", Kind.KEY));
      case SECRET_POLICY ->
          texts(resource, "SecretId")
              .forEach(secret -> protect(secret.text(), resource, "ResourcePolicy", Kind.SECRET));
      default -> {
        // Others say nothing of who may do what.
      }
    }
  }

  private void attachInline(Resource policy, String property) {
    List<AttachedPolicies> attachedTo = rolesIn(policy, property);
    if (attachedTo.isEmpty()) {
      return;
    }
    List<WrittenPolicy> documents =
        documents(policy, DOCUMENT, Kind.INLINE, name(policy, "PolicyName"));
    attachedTo.forEach(role -> documents.forEach(role::add));
  }

  private void attachManaged(AttachedPolicies role, Resource policy) {
    if (role.isNew(policy.key())) {
      managedDocuments(policy, Kind.MANAGED).forEach(role::add);
    }
  }

  private void attachManaged(AttachedPolicies role, Node.Text arn) {
    Optional<Resource> own = managed.of(arn.text());
    if (own.isPresent()) {
      attachManaged(role, own.get());
    } else if (role.isNew(arn.text())) {
      ManagedPolicies.of(arn.text(), locate(arn))
          .ifPresentOrElse(role::add, () -> role.addUnknown(described(arn.text())));
    }
  }

  private void bound(AttachedPolicies role, Node.Text arn) {
    Optional<Resource> own = managed.of(arn.text());
    if (own.isPresent()) {
      managedDocuments(own.get(), Kind.BOUNDARY).forEach(role::bound);
    } else {
      ManagedPolicies.of(arn.text(), locate(arn))
          .ifPresentOrElse(role::bound, () -> role.boundUnknown(described(arn.text())));
    }
  }

  private List<WrittenPolicy> managedDocuments(Resource policy, Kind kind) {
    return documents(policy, DOCUMENT, kind, name(policy, "ManagedPolicyName"));
  }

  private void protect(String id, Resource resource, String property, Kind kind) {
    documents(resource, property, kind, resource.key())
        .forEach(policy -> resources.add(new ResourceAuthorization(id, policy)));
  }

  /** Returns the roles that a property names; those that are not of the template by their names. */
  private List<AttachedPolicies> rolesIn(Resource policy, String property) {
    return texts(policy, property).stream()
        .map(Node.Text::text)
        .distinct()
        .flatMap(name -> role(name).stream())
        .distinct()
        .toList();
  }

  private List<AttachedPolicies> role(String name) {
    List<AttachedPolicies> known = byName.get(name);
    if (known != null) {
      return known;
    }
    return ExecutionRole.parse(name)
        .map(
            other ->
                byName.computeIfAbsent(
                    other.name(),
                    each ->
                        List.of(
                            new AttachedPolicies(
                                new RoleIdentity(
                                    Optional.of(each), account, Optional.empty(), Optional.empty()),
                                false))))
        .orElse(List.of());
  }

  private Optional<WrittenPolicy> inline(Resource role, Node item) {
    return item instanceof Node.Mapping policy
        ? policy
            .member(DOCUMENT)
            .flatMap(
                document ->
                    written.of(
                        Kind.INLINE,
                        policy.text("PolicyName").map(this::described).orElse(role.key()),
                        new Place<>(document.value(), pointer(role, "Policies"))))
        : Optional.empty();
  }

  private List<WrittenPolicy> documents(
      Resource resource, String property, Kind kind, String name) {
    return nodes.readings(resource, property, Field.POLICY).stream()
        .flatMap(
            document ->
                written.of(kind, name, new Place<>(document, pointer(resource, property))).stream())
        .toList();
  }

  private String name(Resource policy, String property) {
    return texts(policy, property).stream()
        .findFirst()
        .map(name -> described(name.text()))
        .orElse(policy.key());
  }

  /** Returns what is in a list, or stands in the place of one, in any reading. */
  private List<Node> items(Resource resource, String property) {
    return nodes.readings(resource, property, Field.POLICY).stream()
        .flatMap(
            node -> node instanceof Node.Sequence list ? list.items().stream() : Stream.of(node))
        .distinct()
        .toList();
  }

  private List<Node.Text> texts(Resource resource, String property) {
    return items(resource, property).stream()
        .filter(Node.Text.class::isInstance)
        .map(Node.Text.class::cast)
        .toList();
  }

  private static JsonPointer pointer(Resource resource, String property) {
    return JsonPointer.ROOT
        .member("Resources")
        .member(resource.key())
        .member("Properties")
        .member(property);
  }

  private SourceLocation locate(Node node) {
    return new SourceLocation(source, node.line(), node.column(), JsonPointer.ROOT);
  }

  /** Returns {@code text} with expressions in the place of what stands for them. */
  private String described(String text) {
    Symbols symbols = symbols();
    return symbols.areIn(text) ? symbols.describe(text) : text;
  }

  private Symbols symbols() {
    return Symbols.of(standIns.symbols());
  }
}
