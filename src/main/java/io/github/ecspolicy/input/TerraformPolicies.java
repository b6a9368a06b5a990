package io.github.ecspolicy.input;

import io.github.ecspolicy.authorization.Authorizations;
import io.github.ecspolicy.authorization.ManagedPolicies;
import io.github.ecspolicy.authorization.WrittenPolicy;
import io.github.ecspolicy.authorization.WrittenPolicy.Kind;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.input.FieldReader.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a plan or state allows its roles. What is known only after apply is attached by its address:
 * nobody has shown yet what it says.
 *
 * <p>Of a role that exists, the provider tells all that is attached to it, be it of this
 * configuration or not; in a plan, that is what was attached before.
 *
 * @see <a
 *     href="https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role">
 *     aws_iam_role</a>
 */
final class TerraformPolicies {
  private static final String POLICY = "aws_iam_policy";
  private static final String ROLE_POLICY = "aws_iam_role_policy";
  private static final String ATTACHMENT = "aws_iam_role_policy_attachment";
  private static final String DOCUMENT = "policy";
  private static final String INLINE = "inline_policy";
  private static final String ARNS = "managed_policy_arns";
  private static final String BOUNDARY = "permissions_boundary";

  private final FieldReader fields;
  private final WrittenPolicies written;
  private final TerraformConfiguration configuration;
  private final TerraformLinks links;
  private final TerraformRoles roles;
  private final TerraformDetachments detached;

  /** Policies by ARN. */
  private final Map<String, TerraformResource> managed = new HashMap<>();

  TerraformPolicies(
      String source,
      Node.Mapping document,
      FieldReader fields,
      TerraformConfiguration configuration,
      TerraformLinks links,
      TerraformHome home) {
    this.fields = fields;
    this.configuration = configuration;
    this.links = links;
    roles = new TerraformRoles(source, fields, links, home);
    written = new WrittenPolicies(fields);
    detached = new TerraformDetachments(document);
  }

  /** Returns what {@code resources}, which are all of the document, say. */
  Authorizations authorizations(List<TerraformResource> resources) {
    List<TerraformResource> ofRoles = new ArrayList<>();
    for (TerraformResource resource : resources) {
      if (resource.type().equals(TerraformLinks.ROLE)) {
        roles.add(resource);
        ofRoles.add(resource);
      } else if (resource.type().equals(POLICY)) {
        resource.text(fields, "arn").ifPresent(arn -> managed.putIfAbsent(arn.text(), resource));
      }
    }
    resources.stream().filter(resource -> !resource.isData()).forEach(this::attach);
    ofRoles.forEach(this::addOwn);
    resources.stream().filter(resource -> !resource.isData()).forEach(this::addNames);
    return new Authorizations(
        roles.all().stream().map(AttachedPolicies::toAuthorization).toList(),
        new TerraformResourcePolicies(fields, written, links).of(resources));
  }

  private void attach(TerraformResource resource) {
    switch (resource.type()) {
      case ROLE_POLICY ->
          roles
              .of(resource, "role")
              .forEach(
                  role -> {
                    String name = name(resource);
                    role.isNew(inlineId(name));
                    addDocument(role, resource, Kind.INLINE, name);
                  });
      case ATTACHMENT ->
          roles.of(resource, "role").forEach(role -> attachManaged(role, resource, "policy_arn"));
      case "aws_iam_policy_attachment" ->
          roles.of(resource, "roles").forEach(role -> attachManaged(role, resource, "policy_arn"));
      case "aws_iam_role_policy_attachments_exclusive" ->
          roles
              .of(resource, "role_name")
              .forEach(
                  role -> {
                    role.isNew(ARNS);
                    attachManaged(role, resource, "policy_arns");
                  });
      case "aws_iam_role_policies_exclusive" ->
          roles
              .of(resource, "role_name")
              .forEach(
                  role -> {
                    role.isNew(INLINE);
                    resource
                        .texts(fields, "policy_names")
                        .forEach(name -> role.isNew(keptId(name.text())));
                  });
      default -> {
        // Others are attached to no role.
      }
    }
  }

  /** Only the names of inline policies stand there; what else the role has is taken from it. */
  private void addNames(TerraformResource resource) {
    if (resource.type().equals("aws_iam_role_policies_exclusive")) {
      for (AttachedPolicies role : roles.of(resource, "role_name")) {
        resource.texts(fields, "policy_names").stream()
            .map(FieldValue::text)
            .filter(name -> role.isNew(inlineId(name)))
            .forEach(role::addUnknown);
      }
    }
  }

  private void addOwn(TerraformResource role) {
    AttachedPolicies attached = roles.at(role);
    fields.objects(role.values(), INLINE, policy -> addInline(attached, role, policy));
    boolean isUnknown =
        role.unknown().stream()
            .flatMap(all -> all.objects(INLINE).stream())
            .anyMatch(TerraformResource::isUnknown);
    if (isUnknown) {
      attached.addUnknown(role.address().text() + "." + INLINE);
    }
    if (!attached.has(ARNS)) {
      boolean isConfigured = configuration.hasArgument(role, ARNS);
      for (FieldValue arn : role.texts(fields, ARNS)) {
        if (isConfigured || !detached.hasManaged(attached.role().name(), arn.text())) {
          attachManaged(attached, arn);
        }
      }
      if (isConfigured && role.isUnknown(ARNS)) {
        attachReferred(attached, role, ARNS);
      }
    }
    bound(attached, role);
    attached.trust(
        fields
            .member(role.values(), "assume_role_policy")
            .filter(TerraformPolicies::isWritten)
            .flatMap(trust -> written.of(Kind.TRUST, "trust policy", trust)));
  }

  private boolean addInline(
      AttachedPolicies role, TerraformResource resource, Place<Node.Mapping> policy) {
    String name = fields.text(policy, "name").map(FieldValue::text).orElse("");
    Optional<Place<Node>> document =
        fields.member(policy, DOCUMENT).filter(TerraformPolicies::isWritten);
    boolean isTakenAway = role.has(INLINE) && !role.has(keptId(name));
    boolean isGone =
        !configuration.hasBlocks(resource, INLINE)
            && (isTakenAway || detached.hasInline(role.role().name(), name));
    if (document.isEmpty() || isGone || !role.isNew(inlineId(name))) {
      return false;
    }
    written
        .of(Kind.INLINE, name.isEmpty() ? resource.address().text() : name, document.get())
        .ifPresent(role::add);
    return true;
  }

  private void bound(AttachedPolicies attached, TerraformResource role) {
    Optional<FieldValue> arn = role.text(fields, BOUNDARY);
    List<TerraformResource> own =
        arn.isPresent()
            ? Optional.ofNullable(managed.get(arn.get().text())).stream().toList()
            : role.isUnknown(BOUNDARY) ? links.allTargets(role, BOUNDARY, POLICY) : List.of();
    Optional<WrittenPolicy> known =
        own.stream()
            .flatMap(policy -> document(policy, Kind.BOUNDARY, name(policy)).stream())
            .findFirst()
            .or(() -> arn.flatMap(each -> ManagedPolicies.of(each.text(), each.location())));
    known.ifPresentOrElse(
        attached::bound,
        () -> {
          if (arn.isPresent() || role.isUnknown(BOUNDARY)) {
            attached.boundUnknown(
                own.stream()
                    .findFirst()
                    .map(policy -> policy.address().text())
                    .or(() -> arn.map(FieldValue::text))
                    .orElse(role.address().text() + "." + BOUNDARY));
          }
        });
  }

  /** Attaches the policies that an attribute of {@code from} names, or refers to. */
  private void attachManaged(AttachedPolicies role, TerraformResource from, String attribute) {
    List<FieldValue> arns =
        from.values().node().items(attribute).isEmpty()
            ? from.text(fields, attribute).stream().toList()
            : from.texts(fields, attribute);
    arns.forEach(arn -> attachManaged(role, arn));
    if (arns.isEmpty() || from.isUnknown(attribute)) {
      attachReferred(role, from, attribute);
    }
  }

  private void attachManaged(AttachedPolicies role, FieldValue arn) {
    TerraformResource own = managed.get(arn.text());
    if (own != null) {
      attachManaged(role, own);
    } else if (role.isNew(arn.text())) {
      ManagedPolicies.of(arn.text(), arn.location())
          .ifPresentOrElse(role::add, () -> role.addUnknown(arn.text()));
    }
  }

  private void attachReferred(AttachedPolicies role, TerraformResource from, String attribute) {
    List<TerraformResource> policies = links.allTargets(from, attribute, POLICY);
    policies.forEach(policy -> attachManaged(role, policy));
    if (policies.isEmpty()) {
      role.addUnknown(from.address().text());
    }
  }

  private void attachManaged(AttachedPolicies role, TerraformResource policy) {
    if (role.isNew(policy.address().text())) {
      addDocument(role, policy, Kind.MANAGED, name(policy));
    }
  }

  private void addDocument(
      AttachedPolicies role, TerraformResource policy, Kind kind, String name) {
    document(policy, kind, name)
        .ifPresentOrElse(role::add, () -> role.addUnknown(policy.address().text()));
  }

  private Optional<WrittenPolicy> document(TerraformResource policy, Kind kind, String name) {
    return fields
        .member(policy.values(), DOCUMENT)
        .filter(TerraformPolicies::isWritten)
        .flatMap(document -> written.of(kind, name, document));
  }

  static boolean isWritten(Place<Node> place) {
    return !(place.node() instanceof Node.Text text) || !text.text().isEmpty();
  }

  private String name(TerraformResource resource) {
    return resource.text(fields, "name").map(FieldValue::text).orElse(resource.address().text());
  }

  private static String keptId(String name) {
    return "kept " + name;
  }

  private static String inlineId(String name) {
    return INLINE + " " + name;
  }
}
