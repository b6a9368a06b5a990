package io.github.ecspolicy;

import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.input.CredentialSpecFile;
import io.github.ecspolicy.reference.Reference;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.requirements.Requirements;
import io.github.ecspolicy.requirements.Requirements.OfFirst;
import io.github.ecspolicy.requirements.Requirements.Source;
import io.github.ecspolicy.requirements.Requirements.TaskNeeds;
import io.github.ecspolicy.requirements.TaskOutline;
import io.github.ecspolicy.template.Origin;
import io.github.ecspolicy.template.Symbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a run over a part of a fleet found, to be merged with other parts. */
final class FleetPart {
  private final Symbols symbols;

  private FleetPart(Symbols symbols) {
    this.symbols = symbols;
  }

  /**
   * Returns what {@code tasks} need.
   *
   * @param said all there is to say of them, without what is said
   * @param ofFirsts of the first of those that are alike
   * @param sources what was read
   */
  static Requirements of(
      PolicyRequest request,
      List<ResolvedTask> tasks,
      List<Diagnostic> said,
      List<OfFirst> ofFirsts,
      List<Source> sources,
      Symbols symbols) {
    FleetPart part = new FleetPart(symbols);
    return new Requirements(
        request.scope().extent(),
        tasks.stream().map(part::needs).toList(),
        // how many keys are unknown is counted again
        said.stream().filter(each -> each.code() != DiagnosticCode.KMS_KEY_UNKNOWN).toList(),
        ofFirsts,
        settled(request, said),
        sources);
  }

  /** The settings that are of use here, whatever other parts say of them. */
  private static List<Diagnostic> settled(PolicyRequest request, List<Diagnostic> said) {
    List<Diagnostic> settled = new ArrayList<>();
    settled.addAll(SettingFindings.unusedParameters(request, Set.of()));
    settled.addAll(SettingFindings.unusedPhysicalIds(request, Set.of()));
    settled.addAll(KeyFindings.unused(request.keys(), Set.of()));
    settled.addAll(SettingFindings.unused(request, List.of()));
    request.inputs().credentialSpecs().stream()
        .flatMap(text -> CredentialSpecFile.parse(text).stream())
        .map(CredentialSpecFile::unused)
        .forEach(settled::add);
    settled.removeAll(Set.copyOf(said));
    return settled;
  }

  private TaskNeeds needs(ResolvedTask task) {
    TaskOutline outline = task.outline();
    return new TaskNeeds(
        new TaskOutline(
            symbols.describe(outline.name()),
            outline.form(),
            outline.executionRoleArn().map(symbols::describe),
            outline.role(),
            known(outline.target()),
            outline.launchTypes(),
            outline.logsToCloudWatch(),
            known(outline.origin()),
            outline.location()),
        task.references().stream().map(this::known).toList());
  }

  private TargetAccount known(TargetAccount target) {
    return new TargetAccount(
        target.region().filter(region -> !symbols.areIn(region)),
        target.account().filter(account -> !symbols.areIn(account)));
  }

  /** The expressions of a template have become values, so that it is one document among others. */
  private static Origin known(Origin origin) {
    return origin instanceof Origin.Stack ? Origin.ALONE : origin;
  }

  /** Only what a policy holds was refused where it is not known; all else is for people. */
  private ResolvedReference known(ResolvedReference need) {
    Reference reference = need.reference();
    return new ResolvedReference(
        new Reference(
            reference.field(),
            new FieldValue(
                symbols.describe(reference.value().text()), reference.value().location()),
            symbols.describe(reference.task()),
            reference.container().map(symbols::describe),
            reference.name().map(symbols::describe),
            reference.log(),
            reference.windows()),
        need.kind(),
        need.resource(),
        need.key());
  }
}
