package io.github.ecspolicy.input;

import io.github.ecspolicy.authorization.RoleIdentity;
import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.diagnostic.FieldValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The roles that policies of a plan or state are attached to: by name, else by reference. */
final class TerraformRoles {
  private final String source;
  private final FieldReader fields;
  private final TerraformLinks links;
  private final TerraformHome home;

  /** By address. */
  private final Map<String, AttachedPolicies> roles = new LinkedHashMap<>();

  /** By name: those of the document, and others that policies of it are attached to. */
  private final Map<String, List<AttachedPolicies>> byName = new LinkedHashMap<>();

  /** Those that are not there yet. */
  private final List<AttachedPolicies> planned = new ArrayList<>();

  TerraformRoles(String source, FieldReader fields, TerraformLinks links, TerraformHome home) {
    this.source = source;
    this.fields = fields;
    this.links = links;
    this.home = home;
  }

  /** Adds a role of the document. */
  void add(TerraformResource role) {
    Optional<String> name = role.text(fields, "name").map(FieldValue::text);
    AttachedPolicies attached =
        new AttachedPolicies(
            new RoleIdentity(
                name, account(role), Optional.of(source), Optional.of(role.address().text())),
            !role.isData());
    roles.put(role.address().text(), attached);
    name.ifPresent(each -> byName.computeIfAbsent(each, n -> new ArrayList<>()).add(attached));
    if (!role.isData() && role.text(fields, "arn").isEmpty()) {
      planned.add(attached);
    }
  }

  private Optional<String> account(TerraformResource role) {
    return role.text(fields, "arn")
        .flatMap(arn -> Arn.parse(arn.text()))
        .map(Arn::account)
        .or(() -> home.account(role));
  }

  /** Returns what is attached to {@code role}, which was added. */
  AttachedPolicies at(TerraformResource role) {
    return roles.get(role.address().text());
  }

  /** Returns those of the document, and then those of which it has only the names. */
  List<AttachedPolicies> all() {
    Stream<AttachedPolicies> ofOthers =
        byName.values().stream().flatMap(List::stream).filter(each -> !roles.containsValue(each));
    return Stream.concat(roles.values().stream(), ofOthers).toList();
  }

  /**
   * Returns the roles that an attribute names, or refers to. One that nobody can tell yet may be
   * any of those that are not there yet.
   */
  List<AttachedPolicies> of(TerraformResource from, String attribute) {
    List<FieldValue> names =
        from.values().node().items(attribute).isEmpty()
            ? from.text(fields, attribute).stream().toList()
            : from.texts(fields, attribute);
    Stream<AttachedPolicies> named = names.stream().flatMap(name -> named(name.text(), from));
    if (!names.isEmpty() && !from.isUnknown(attribute)) {
      return named.distinct().toList();
    }
    List<AttachedPolicies> referred =
        links.allTargets(from, attribute, TerraformLinks.ROLE).stream()
            .map(role -> roles.get(role.address().text()))
            .toList();
    if (referred.isEmpty()) {
      planned.forEach(role -> role.addUnknown(from.address().text()));
    }
    return Stream.concat(named, referred.stream()).distinct().toList();
  }

  private Stream<AttachedPolicies> named(String name, TerraformResource from) {
    Optional<String> account = home.account(from);
    return byName
        .computeIfAbsent(
            name,
            each ->
                List.of(
                    new AttachedPolicies(
                        new RoleIdentity(
                            Optional.of(each), account, Optional.empty(), Optional.empty()),
                        false)))
        .stream()
        .filter(
            role ->
                account.isEmpty()
                    || role.role().account().isEmpty()
                    || account.equals(role.role().account()));
  }
}
