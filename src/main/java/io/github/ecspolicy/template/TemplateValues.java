package io.github.ecspolicy.template;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the user knows of values that a template leaves open.
 *
 * @param region where it is deployed
 * @param account in which it is deployed
 * @param parameters the values of its parameters by name
 * @param physicalIds what {@code Ref} gives, by logical id; what {@code Fn::GetAtt} gives, by
 *     {@code LogicalId.Attribute}; what {@code Fn::ImportValue} gives, by the name of the export;
 *     what a dynamic reference looks up, by its whole text
 */
public record TemplateValues(
    Optional<String> region,
    Optional<String> account,
    Map<String, String> parameters,
    Map<String, String> physicalIds) {
  /** Nothing is known. */
  public static final TemplateValues NONE =
      new TemplateValues(Optional.empty(), Optional.empty(), Map.of(), Map.of());

  /** Returns values of parameters. */
  public static TemplateValues ofParameters(Map<String, String> parameters) {
    return new TemplateValues(Optional.empty(), Optional.empty(), parameters, Map.of());
  }

  /** Returns what is known of a stack that exists. */
  public static TemplateValues ofStack(Map<String, String> physicalIds) {
    return new TemplateValues(Optional.empty(), Optional.empty(), Map.of(), physicalIds);
  }

  public TemplateValues {
    parameters = Map.copyOf(parameters);
    physicalIds = Map.copyOf(physicalIds);
  }

  /** Returns the same, with what it leaves open taken from {@code other}. */
  public TemplateValues orElse(TemplateValues other) {
    return new TemplateValues(
        region.or(other::region),
        account.or(other::account),
        both(other.parameters, parameters),
        both(other.physicalIds, physicalIds));
  }

  private static Map<String, String> both(Map<String, String> less, Map<String, String> more) {
    Map<String, String> both = new HashMap<>(less);
    both.putAll(more);
    return both;
  }

  /** Returns the same for a place. */
  public TemplateValues in(Optional<String> otherRegion, Optional<String> otherAccount) {
    return new TemplateValues(otherRegion, otherAccount, parameters, physicalIds);
  }
}
