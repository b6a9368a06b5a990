package io.github.ecspolicy;

import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.render.OutputFormat;
import io.github.ecspolicy.render.RenderOptions;
import io.github.ecspolicy.synthesis.PolicyReport;
import io.github.ecspolicy.synthesis.PolicyReport.Part;
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
  /** No file; `-` would be a good name for one otherwise. */
  public static final Path STDOUT = Path.of("");

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

  /**
   * Returns what stands in a single {@code file}. A trust policy in JSON stands beside it, in
   * {@code FILE.trust.json}.
   */
  public static PolicyOutput inOneFile(PolicyReport report, Form form, Path base, Path file) {
    PolicyReport wanted = form.wanted(report);
    if (form.hasNothingToSay(wanted)) {
      return new PolicyOutput(Map.of(), stale(file).stream().toList());
    }
    Map<Path, String> texts = new TreeMap<>();
    List<Diagnostic> diagnostics = new ArrayList<>();
    if (form.format() == OutputFormat.JSON) {
      wanted
          .refusalOfSeveralRoles()
          .or(wanted::refusalOfSeveralDocuments)
          .ifPresent(diagnostics::add);
      if (diagnostics.isEmpty()) {
        String stem = file.getFileName().toString().replaceFirst("\\.json$", "");
        texts.putAll(documents(wanted.policies().get(0), file, file.resolveSibling(stem), form));
      }
    } else {
      texts.put(file, form.format().render(wanted, form.options()));
    }
    texts.keySet().forEach(each -> overwritesInput(report, base, each).ifPresent(diagnostics::add));
    return new PolicyOutput(diagnostics.isEmpty() ? texts : Map.of(), diagnostics);
  }

  /** Returns what is printed where there is no file, as the text of an empty path. */
  public static PolicyOutput onStandardOutput(PolicyReport report, Form form) {
    PolicyReport wanted = form.wanted(report);
    if (form.hasNothingToSay(wanted)) {
      return new PolicyOutput(Map.of(), List.of());
    }
    Optional<Diagnostic> refusal =
        form.format() == OutputFormat.JSON
            ? wanted
                .refusalOfSeveralRoles()
                .or(wanted::refusalOfSeveralDocuments)
                .or(() -> refusalOfTrustPolicy(wanted))
            : Optional.empty();
    return refusal
        .map(diagnostic -> new PolicyOutput(Map.of(), List.of(diagnostic)))
        .orElseGet(
            () ->
                new PolicyOutput(
                    Map.of(STDOUT, form.format().render(wanted, form.options())), List.of()));
  }

  private static Optional<Diagnostic> refusalOfTrustPolicy(PolicyReport report) {
    return report.policies().stream()
        .filter(policy -> policy.trustPolicy().isPresent())
        .findFirst()
        .map(
            policy ->
                Diagnostic.of(
                        DiagnosticCode.DOCUMENTS_SEVERAL,
                        "the trust policy is a document of its own, and JSON on standard output is"
                            + " one")
                    .withHint(
                        "write both to files with ",
                        Setting.OUTPUT_DIR,
                        ", or choose another ",
                        Setting.FORMAT));
  }

  /**
   * Returns one file for each role: {@code ROLE.json}, with the account before the name where two
   * accounts have the same one, and {@code execution-role.json} for task definitions that name
   * none. In JSON, a policy that is split stands in {@code ROLE-1.json} and so on, a trust policy
   * in {@code ROLE.trust.json}.
   */
  public static PolicyOutput inFolder(PolicyReport report, Form form, Path base, Path folder) {
    List<RolePolicy> wanted = form.wanted(report).policies();
    Map<Path, String> texts = new TreeMap<>();
    List<Diagnostic> diagnostics = new ArrayList<>();
    String extension = "." + form.format().extension(form.options().shell());
    stems(report, folder)
        .forEach(
            (stem, policy) -> {
              Path file = withEnding(stem, extension);
              if (!wanted.contains(policy)) {
                stale(file).ifPresent(diagnostics::add);
              } else if (form.format() == OutputFormat.JSON) {
                texts.putAll(documents(policy, file, stem, form));
                leftOver(policy, file, stem).ifPresent(diagnostics::add);
              } else {
                texts.put(file, form.format().render(report.only(policy), form.options()));
              }
            });
    texts.keySet().forEach(file -> overwritesInput(report, base, file).ifPresent(diagnostics::add));
    boolean refused = diagnostics.stream().anyMatch(Diagnostic::isError);
    return new PolicyOutput(refused ? Map.of() : texts, diagnostics);
  }

  /** The documents of one role in JSON: the policy or its parts, and the trust policy. */
  private static Map<Path, String> documents(RolePolicy policy, Path file, Path stem, Form form) {
    Map<Path, String> texts = new TreeMap<>();
    List<Part> parts = policy.parts();
    if (!policy.isEmpty() || form.allowEmpty()) {
      for (int i = 0; i < parts.size(); i++) {
        Path own = parts.size() == 1 ? file : numbered(stem, i + 1);
        texts.put(own, parts.get(i).policy().toJson() + "\n");
      }
    }
    policy
        .trustPolicy()
        .ifPresent(trust -> texts.put(withEnding(stem, ".trust.json"), trust.toJson() + "\n"));
    return texts;
  }

  /** What an earlier run may have left where the policy had more parts, or was whole. */
  private static Optional<Diagnostic> leftOver(RolePolicy policy, Path file, Path stem) {
    int parts = policy.parts().size();
    return parts == 1
        ? stale(numbered(stem, 1))
        : stale(file).or(() -> stale(numbered(stem, parts + 1)));
  }

  private static Path numbered(Path stem, int number) {
    return withEnding(stem, "-" + number + ".json");
  }

  private static Path withEnding(Path stem, String ending) {
    return stem.resolveSibling(stem.getFileName() + ending);
  }

  /** Returns {@code true} if nothing may be written. */
  public boolean isRefused() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }

  /** Where the files of each role are, without their endings. */
  private static Map<Path, RolePolicy> stems(PolicyReport report, Path folder) {
    Map<Path, RolePolicy> stems = new TreeMap<>();
    Set<String> taken = new HashSet<>();
    for (RolePolicy policy : report.policies()) {
      String wanted = fileName(policy, report.policies());
      String name = wanted;
      for (int n = 2; !taken.add(name.toLowerCase(Locale.ROOT)); n++) {
        name = wanted + "-" + n;
      }
      stems.put(folder.resolve(name), policy);
    }
    return stems;
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
                    "an older policy stays in " + Quotation.quote(file.toString()))
                .withHint(
                    "remove it, or write a policy without statements with ", Setting.ALLOW_EMPTY))
        : Optional.empty();
  }
}
