package io.github.ecspolicy;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.reference.PolicyScope;
import io.github.ecspolicy.reference.Reference;
import io.github.ecspolicy.reference.Reference.Scope;
import io.github.ecspolicy.reference.ResolvedReference;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What is wrong with the settings of a run, taken together. */
final class SettingFindings {
  /** What the names of parameters begin with that every template has. */
  private static final String PSEUDO = "AWS::";

  private SettingFindings() {}

  /** Returns what is wrong whatever the inputs hold. */
  static List<Diagnostic> of(PolicyRequest request) {
    return Stream.of(narrowScope(request), unprovenPatterns(request))
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * Returns a warning for each value of a parameter that no template has.
   *
   * @param known the names of those that there are
   */
  static List<Diagnostic> unusedParameters(PolicyRequest request, Set<String> known) {
    return request.inputs().values().parameters().keySet().stream()
        .filter(name -> !known.contains(name))
        .sorted()
        .map(
            name ->
                Diagnostic.of(
                        DiagnosticCode.TEMPLATE_PARAMETER_UNUSED,
                        "no template with a task definition has the parameter " + quote(name))
                    .withHint("correct the name, or leave out ", Setting.PARAMETER))
        .toList();
  }

  /**
   * Returns a warning for each physical id of what is in no template.
   *
   * @param known the names that there are
   */
  static List<Diagnostic> unusedPhysicalIds(PolicyRequest request, Set<String> known) {
    return request.inputs().values().physicalIds().keySet().stream()
        .filter(name -> !known.contains(name) && !known.contains(name.split("\\.", 2)[0]))
        .filter(name -> !name.startsWith(PSEUDO))
        .sorted()
        .map(
            name ->
                Diagnostic.of(
                        DiagnosticCode.PHYSICAL_ID_UNUSED,
                        "no template with a task definition has the resource, export or dynamic"
                            + " reference "
                            + quote(name))
                    .withHint("correct the name, or leave out ", Setting.PHYSICAL_ID))
        .toList();
  }

  /** Settings that are about images say nothing where no image counts. */
  private static Optional<Diagnostic> narrowScope(PolicyRequest request) {
    PolicyScope scope = request.scope();
    Map<Setting, Boolean> given = new EnumMap<>(Setting.class);
    given.put(Setting.EXTRA_REPOSITORY, !scope.extraRepositories().isEmpty());
    given.put(Setting.GUARDDUTY, scope.runtimeMonitoring());
    given.put(Setting.PULL_THROUGH_PREFIX, !scope.pullThroughPrefixes().isEmpty());
    given.put(Setting.SOURCE_VPCE, !request.shape().conditions().sourceVpces().isEmpty());
    List<Object> hint =
        new ArrayList<>(List.of("add ", Setting.SCOPE.to("all"), ", or leave out "));
    given.forEach(
        (setting, isGiven) -> {
          if (isGiven) {
            hint.add(setting);
            hint.add(", ");
          }
        });
    if (scope.extent() == Scope.ALL || !given.containsValue(true)) {
      return Optional.empty();
    }
    hint.remove(hint.size() - 1);
    return Optional.of(
        Diagnostic.of(
                DiagnosticCode.SCOPE_TOO_NARROW,
                "a policy for secrets alone does not cover what is pulled")
            .withHint(hint.toArray()));
  }

  private static Optional<Diagnostic> unprovenPatterns(PolicyRequest request) {
    boolean isUnproven =
        request.shape().fitting().compact() && request.inputs().inventories().isEmpty();
    return isUnproven
        ? Optional.of(
            Diagnostic.of(
                    DiagnosticCode.COMPACT_UNPROVEN,
                    "nothing shows what else exists: a pattern might match what is not needed")
                .withHint("list what exists with ", Setting.INVENTORY))
        : Optional.empty();
  }

  /**
   * Returns what is to say of settings and keys once it is known what there is. What could not be
   * resolved might be what a setting is for.
   *
   * @param keys counted over all that the tasks refer to
   * @param hasErrors whether something could not be resolved
   */
  static List<Diagnostic> ofUse(
      PolicyRequest request,
      List<ResolvedTask> tasks,
      KeyFindings.Unknown keys,
      boolean hasErrors) {
    Optional<Diagnostic> unknown = keys.summary(request);
    List<Diagnostic> all = new ArrayList<>(unknown.stream().toList());
    if (!hasErrors && unknown.filter(Diagnostic::isError).isEmpty()) {
      all.addAll(unused(request, tasks));
    }
    return all;
  }

  private static Stream<ResolvedReference> references(List<ResolvedTask> tasks) {
    return tasks.stream().flatMap(task -> task.references().stream());
  }

  /** Returns a warning for each setting of {@code request} that is of no use to {@code tasks}. */
  static List<Diagnostic> unused(PolicyRequest request, List<ResolvedTask> tasks) {
    List<Diagnostic> unused = new ArrayList<>(unusedPrefixes(request.scope(), tasks));
    if (request.scope().runtimeMonitoring()
        && references(tasks)
            .noneMatch(each -> each.reference().field() == Reference.Field.RUNTIME_MONITORING)) {
      unused.add(
          Diagnostic.of(
                  DiagnosticCode.GUARDDUTY_UNUSED,
                  "no task may run on Fargate, where Amazon GuardDuty adds its sidecar")
              .withHint(
                  "leave out ",
                  Setting.GUARDDUTY,
                  ": on container instances the agent of Amazon GuardDuty is no sidecar"));
    }
    if (!request.shape().conditions().sourceVpces().isEmpty()
        && references(tasks).noneMatch(each -> each.kind() == ResolvedReference.Kind.REPOSITORY)) {
      unused.add(
          Diagnostic.of(
                  DiagnosticCode.SOURCE_VPCE_UNUSED,
                  "no image is pulled from Amazon ECR, so that no statement takes the condition on"
                      + " VPC endpoints")
              .withHint("leave out ", Setting.SOURCE_VPCE));
    }
    return unused;
  }

  private static List<Diagnostic> unusedPrefixes(PolicyScope scope, List<ResolvedTask> tasks) {
    if (scope.pullThroughPrefixes().isEmpty()) {
      return List.of();
    }
    List<String> repositories =
        references(tasks)
            .filter(reference -> reference.kind() == ResolvedReference.Kind.REPOSITORY)
            .flatMap(reference -> reference.resource().stream())
            .map(arn -> arn.resource().substring(arn.resource().indexOf('/') + 1))
            .toList();
    return scope.prefixesUnusedBy(repositories).stream()
        .map(
            prefix ->
                Diagnostic.of(
                        DiagnosticCode.PULL_THROUGH_UNUSED,
                        prefix.equals(PolicyScope.ROOT)
                            ? "no image is in a repository of Amazon ECR"
                            : "no image is in a repository below " + quote(prefix))
                    .withHint(
                        "a repository of a pull-through cache is named `PREFIX/…`, with nothing"
                            + " before the prefix"))
        .toList();
  }
}
