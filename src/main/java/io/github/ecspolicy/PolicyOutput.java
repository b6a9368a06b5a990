package io.github.ecspolicy;

import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.render.OutputFormat;
import io.github.ecspolicy.render.RenderOptions;
import io.github.ecspolicy.synthesis.PolicyReport;
import io.github.ecspolicy.synthesis.PolicyReport.RolePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What to write where; the same decisions in every front end.
 *
 * @param texts by file, sorted; empty if there is nothing to write or an error among the
 *     diagnostics
 * @param diagnostics about the output alone
 */
public record PolicyOutput(Map<Path, String> texts, List<Diagnostic> diagnostics) {
  /** What stands for a role where there is none. */
  private static final String NO_ROLE = "execution-role";

  public PolicyOutput {
    texts = Collections.unmodifiableMap(new TreeMap<>(texts));
    diagnostics = List.copyOf(diagnostics);
  }

  /** The policies of a report in the form the user wants. */
  public record Form(OutputFormat format, RenderOptions options, boolean allowEmpty) {
    private PolicyReport wanted(PolicyReport report) {
      return allowEmpty || format == OutputFormat.REPORT ? report : report.withoutEmptyPolicies();
    }

    private boolean hasNothingToSay(PolicyReport wanted) {
      return wanted.policies().isEmpty() && format != OutputFormat.REPORT;
    }
  }

  /** Returns what stands in a single {@code file}, or on standard output. */
  public static PolicyOutput inOneFile(PolicyReport report, Form form, Path base, Path file) {
    PolicyReport wanted = form.wanted(report);
    if (form.hasNothingToSay(wanted)) {
      return new PolicyOutput(Map.of(), stale(file).stream().toList());
    }
    Optional<Diagnostic> refusal =
        overwritesInput(report, base, file)
            .or(
                () ->
                    form.format() == OutputFormat.JSON
                        ? wanted.refusalOfSeveralRoles()
                        : Optional.empty());
    return refusal
        .map(diagnostic -> new PolicyOutput(Map.of(), List.of(diagnostic)))
        .orElseGet(
            () ->
                new PolicyOutput(
                    Map.of(file, form.format().render(wanted, form.options())), List.of()));
  }

  /**
   * Returns one file for each role: {@code ROLE.json}, with the account before the name where two
   * accounts have the same one, and {@code execution-role.json} for task definitions that name
   * none.
   */
  public static PolicyOutput inFolder(PolicyReport report, Form form, Path base, Path folder) {
    List<RolePolicy> wanted = form.wanted(report).policies();
    Map<Path, String> texts = new TreeMap<>();
    List<Diagnostic> diagnostics = new ArrayList<>();
    files(report, form, folder)
        .forEach(
            (file, policy) -> {
              if (!wanted.contains(policy)) {
                stale(file).ifPresent(diagnostics::add);
                return;
              }
              overwritesInput(report, base, file).ifPresent(diagnostics::add);
              texts.put(file, form.format().render(report.only(policy), form.options()));
            });
    boolean refused = diagnostics.stream().anyMatch(Diagnostic::isError);
    return new PolicyOutput(refused ? Map.of() : texts, diagnostics);
  }

  /** Returns {@code true} if nothing may be written. */
  public boolean isRefused() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }

  private static Map<Path, RolePolicy> files(PolicyReport report, Form form, Path folder) {
    Map<Path, RolePolicy> files = new TreeMap<>();
    Set<String> taken = new HashSet<>();
    for (RolePolicy policy : report.policies()) {
      String wanted = fileName(policy, report.policies());
      String name = wanted;
      for (int n = 2; !taken.add(name.toLowerCase(Locale.ROOT)); n++) {
        name = wanted + "-" + n;
      }
      String extension = form.format().extension(form.options().shell());
      files.put(folder.resolve(name + "." + extension), policy);
    }
    return files;
  }

  private static String fileName(RolePolicy policy, List<RolePolicy> all) {
    if (policy.role().isEmpty()) {
      return NO_ROLE;
    }
    ExecutionRole role = policy.role().get();
    Set<Optional<String>> accounts =
        all.stream()
            .flatMap(each -> each.role().stream())
            .filter(each -> each.name().equalsIgnoreCase(role.name()))
            .map(ExecutionRole::account)
            .collect(Collectors.toSet());
    return role.account()
        .filter(account -> accounts.size() > 1)
        .map(account -> account + "-" + role.name())
        .orElse(role.name());
  }

  private static Optional<Diagnostic> overwritesInput(PolicyReport report, Path base, Path file) {
    return report.inputs().stream().anyMatch(input -> isSame(base, input.source(), file))
        ? Optional.of(
            Diagnostic.of(
                    DiagnosticCode.OUTPUT_UNWRITABLE,
                    "the output would replace an input: " + Quotation.quote(file.toString()))
                .withHint("write to another file"))
        : Optional.empty();
  }

  private static boolean isSame(Path base, String input, Path file) {
    try {
      return Files.isRegularFile(file) && Files.isSameFile(base.resolve(input), file);
    } catch (IOException | InvalidPathException e) {
      // Standard input, or a file that is gone: nothing to replace.
      return false;
    }
  }

  private static Optional<Diagnostic> stale(Path file) {
    return Files.isRegularFile(file)
        ? Optional.of(
            Diagnostic.of(
                    DiagnosticCode.OUTPUT_STALE,
                    "nothing is written, and an older policy stays in "
                        + Quotation.quote(file.toString()))
                .withHint(
                    "remove it, or write a policy without statements with ", Setting.ALLOW_EMPTY))
        : Optional.empty();
  }
}
