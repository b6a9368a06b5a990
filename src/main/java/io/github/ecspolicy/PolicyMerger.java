package io.github.ecspolicy;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.DistinctDiagnostics;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.input.InventoryBatch;
import io.github.ecspolicy.input.InventoryReader;
import io.github.ecspolicy.input.TextLines;
import io.github.ecspolicy.reference.AccountInventory;
import io.github.ecspolicy.requirements.Requirements;
import io.github.ecspolicy.requirements.RequirementsReader;
import io.github.ecspolicy.synthesis.PolicyReport;
import io.github.ecspolicy.synthesis.PolicyReport.RolePolicy;
import io.github.ecspolicy.template.Symbols;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** From the requirements of parts of a fleet to the report over all of it. */
public final class PolicyMerger {
  private final PolicyRequest request;
  private final Requirements whole;
  private final List<Diagnostic> diagnostics;

  private PolicyMerger(PolicyRequest request, Requirements whole, List<Diagnostic> diagnostics) {
    this.request = request;
    this.whole = whole;
    this.diagnostics = diagnostics;
  }

  /**
   * Reads requirements, and writes the policies that the task definitions behind them call for: the
   * same as a single run over all of those.
   *
   * @param request whose inputs are the requirements; their scope counts
   * @return the report; if it {@linkplain PolicyReport#hasErrors has errors}, its policies cover
   *     only what could be understood
   */
  public static PolicyReport merge(PolicyRequest request) {
    PolicyRequest.Inputs inputs = request.inputs();
    // what is no requirement may be any file, however long
    Collection<Diagnostic> ofLines = DistinctDiagnostics.readable();
    RequirementsReader reader = new RequirementsReader(ofLines);
    TextLines.pass(
        inputs.arguments(),
        inputs.base(),
        inputs.stdin(),
        DiagnosticCode.NO_REQUIREMENTS,
        new Lines(reader),
        ofLines,
        inputs.observation().progress());
    List<Diagnostic> diagnostics = new ArrayList<>(ofLines);
    if (reader.whole().isEmpty() && diagnostics.isEmpty()) {
      diagnostics.add(nothing(SourceLocation.startOf(inputs.arguments().get(0))));
    }
    Requirements whole = reader.whole().orElse(Requirements.NONE);
    return new PolicyMerger(request.within(whole.extent()), whole, diagnostics).report();
  }

  /** Hands lines to their reader. */
  private record Lines(RequirementsReader reader) implements TextLines.Receiver {
    @Override
    public boolean takeAgain(byte[] bytes, int from, int to) {
      return reader.readAgain(bytes, from, to);
    }

    @Override
    public void take(SourceLocation place, String line) {
      reader.read(place, line);
    }
  }

  private static Diagnostic nothing(SourceLocation at) {
    return Diagnostic.at(at, DiagnosticCode.NO_REQUIREMENTS, "no requirement was found")
        .withHint(
            "requirements are what `ecs-policy generate --format requirements` writes, one a line");
  }

  private PolicyReport report() {
    PolicyRequest.Inputs inputs = request.inputs();
    InventoryBatch known =
        InventoryReader.read(inputs.inventories(), inputs.base(), inputs.stdin());
    AccountInventory inventory = new AccountInventory(known.inventory(), request.keys());
    whole.said().stream().filter(each -> !isAnswered(each)).forEach(diagnostics::add);
    diagnostics.addAll(SettingFindings.of(request));
    diagnostics.addAll(known.diagnostics());
    diagnostics.addAll(inventory.diagnostics());
    List<ResolvedTask> tasks = whole.tasks().stream().map(ResolvedTask::of).toList();
    diagnostics.addAll(
        SettingFindings.ofUse(
            request,
            tasks,
            unknownKeys(tasks),
            diagnostics.stream().anyMatch(Diagnostic::isError)));
    List<RolePolicy> policies =
        RolePolicies.write(
            request,
            tasks,
            RoleGroup.of(tasks, request.roles()),
            inventory,
            new SymbolFindings(Symbols.NONE, Set.of(), true),
            diagnostics);
    diagnostics.addAll(NothingToGrant.in(policies, request, diagnostics));
    return new PolicyReport(
        policies,
        MissingThings.summarise(diagnostics.stream().sorted(Diagnostic.ORDER).distinct().toList()),
        PolicyReport.Input.of(whole.sources()),
        Symbols.NONE,
        ToolVersion.current(),
        whole);
  }

  private static KeyFindings.Unknown unknownKeys(List<ResolvedTask> tasks) {
    KeyFindings.Unknown unknown = new KeyFindings.Unknown();
    tasks.forEach(task -> unknown.addAll(task.references()));
    return unknown;
  }

  /** Where the role is named, nobody misses its name. */
  private boolean isAnswered(Diagnostic diagnostic) {
    return diagnostic.code() == DiagnosticCode.ROLE_ARN_UNUSABLE
        && request.roles().name().isPresent()
        && diagnostic
            .hint()
            .filter(hint -> hint.parts().contains(Setting.ROLE_NAME))
            .filter(hint -> !hint.parts().contains(Setting.ACCOUNT))
            .isPresent();
  }
}
