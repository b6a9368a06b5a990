package io.github.ecspolicy;

import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.input.CredentialSpecFile;
import io.github.ecspolicy.render.OutputFormat;
import io.github.ecspolicy.render.RenderOptions;
import io.github.ecspolicy.render.Text;
import io.github.ecspolicy.synthesis.PolicyReport;
import io.github.ecspolicy.synthesis.PolicyReport.Part;
import io.github.ecspolicy.synthesis.PolicyReport.RolePolicy;
import io.github.ecspolicy.synthesis.RoleName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What to write where; the same decisions in every front end.
 *
 * @param texts by file, sorted; empty if there is nothing to write or an error among the
 *     diagnostics
 * @param diagnostics about the output alone
 */
public record PolicyOutput(Map<Path, Text> texts, List<Diagnostic> diagnostics) {
  /** No file; `-` would be a good name for one otherwise. */
  public static final Path STDOUT = Path.of("");

  /** What stands for a role where there is none. */
  private static final String NO_ROLE = "execution-role";

  /** Inputs of which it pays to look at two at a time. */
  private static final int MANY = 1024;

  public PolicyOutput {
    texts = Collections.unmodifiableMap(new TreeMap<>(texts));
    diagnostics = List.copyOf(diagnostics);
  }

  /** Returns what {@code format} holds beside policies. */
  public static PolicyRequest.Printed printed(OutputFormat format) {
    return new PolicyRequest.Printed(format.isSymbolic(), format.showsReasons());
  }

  /** The policies of a report in the form the user wants. */
  public record Form(OutputFormat format, RenderOptions options, boolean allowEmpty) {
    private PolicyReport wanted(PolicyReport report) {
      return allowEmpty || format == OutputFormat.REPORT ? report : report.withoutEmptyPolicies();
    }

    private boolean hasNothingToSay(PolicyReport wanted) {
      return wanted.policies().isEmpty()
          && format != OutputFormat.REPORT
          && format != OutputFormat.REQUIREMENTS;
    }
  }

  /**
   * Returns what stands in a single {@code file}. A trust policy in JSON stands beside it, in
   * {@code FILE.trust.json}.
   */
  public static PolicyOutput inOneFile(
      PolicyReport report, Form form, PolicyRequest request, Path file) {
    PolicyReport wanted = form.wanted(report);
    if (form.hasNothingToSay(wanted)) {
      return new PolicyOutput(Map.of(), stale(file).stream().toList());
    }
    Map<Path, Text> texts = new TreeMap<>();
    List<Diagnostic> diagnostics = new ArrayList<>(form.format().findings(wanted));
    form.format().refusal(wanted).ifPresent(diagnostics::add);
    if (form.format() == OutputFormat.JSON) {
      if (diagnostics.isEmpty()) {
        String stem = file.getFileName().toString().replaceFirst("\\.json$", "");
        texts.putAll(documents(wanted.policies().get(0), file, file.resolveSibling(stem), form));
        if (!texts.containsKey(file)) {
          stale(file).ifPresent(diagnostics::add);
        }
      }
    } else {
      texts.put(file, form.format().text(wanted, form.options()));
    }
    diagnostics.addAll(replacements(texts.keySet(), report, request));
    return unlessRefused(texts, diagnostics);
  }

  /** Returns what is printed where there is no file, as the text of an empty path. */
  public static PolicyOutput onStandardOutput(PolicyReport report, Form form) {
    PolicyReport wanted = form.wanted(report);
    if (form.hasNothingToSay(wanted)) {
      return new PolicyOutput(Map.of(), List.of());
    }
    List<Diagnostic> diagnostics = new ArrayList<>(form.format().findings(wanted));
    form.format()
        .refusal(wanted)
        .or(() -> refusalOfTrustPolicy(wanted, form))
        .ifPresent(diagnostics::add);
    return diagnostics.stream().anyMatch(Diagnostic::isError)
        ? new PolicyOutput(Map.of(), diagnostics)
        : new PolicyOutput(Map.of(STDOUT, form.format().text(wanted, form.options())), diagnostics);
  }

  private static Optional<Diagnostic> refusalOfTrustPolicy(PolicyReport report, Form form) {
    return report.policies().stream()
        .filter(policy -> form.format() == OutputFormat.JSON && policy.trustPolicy().isPresent())
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
  public static PolicyOutput inFolder(
      PolicyReport report, Form form, PolicyRequest request, Path folder) {
    List<RolePolicy> wanted = form.wanted(report).policies();
    Map<Path, Text> texts = new TreeMap<>();
    Set<String> taken = new HashSet<>();
    List<Diagnostic> diagnostics = new ArrayList<>(form.format().findings(form.wanted(report)));
    Map<Path, RolePolicy> stems = stems(report, folder);
    stems.forEach(
        (stem, policy) -> {
          if (wanted.contains(policy) && form.format() == OutputFormat.CLOUDFORMATION) {
            report.only(policy).refusalOfSeveralTemplates().ifPresent(diagnostics::add);
          }
          Map<Path, Text> own =
              wanted.contains(policy)
                  ? texts(report.only(policy), file(report, policy, stem, form), stem, form)
                  : Map.of();
          own.keySet().stream()
              .filter(file -> !taken.add(file.getFileName().toString().toLowerCase(Locale.ROOT)))
              .map(PolicyOutput::takenTwice)
              .forEach(diagnostics::add);
          texts.putAll(own);
        });
    stems.forEach(
        (stem, policy) -> {
          Path file = file(report, policy, stem, form);
          if (!texts.containsKey(file)) {
            (policy.isEmpty() ? stale(file) : replaced(file)).ifPresent(diagnostics::add);
          }
          if (form.format() == OutputFormat.JSON) {
            leftOver(policy, stem, texts.keySet()).forEach(diagnostics::add);
          }
        });
    diagnostics.addAll(replacements(texts.keySet(), report, request));
    return unlessRefused(texts, diagnostics);
  }

  private static Path file(PolicyReport report, RolePolicy policy, Path stem, Form form) {
    String extension = form.format().extension(report.only(policy), form.options().shell());
    return withEnding(stem, "." + extension);
  }

  private static PolicyOutput unlessRefused(Map<Path, Text> texts, List<Diagnostic> diagnostics) {
    boolean refused = diagnostics.stream().anyMatch(Diagnostic::isError);
    return new PolicyOutput(refused ? Map.of() : texts, diagnostics);
  }

  /** What stands in the files of the only role of {@code report}. */
  private static Map<Path, Text> texts(PolicyReport report, Path file, Path stem, Form form) {
    return form.format() == OutputFormat.JSON
        ? documents(report.policies().get(0), file, stem, form)
        : Map.of(file, form.format().text(report, form.options()));
  }

  /** The documents of one role in JSON: the policy or its parts, and the trust policy. */
  private static Map<Path, Text> documents(RolePolicy policy, Path file, Path stem, Form form) {
    Map<Path, Text> texts = new TreeMap<>();
    List<Part> parts = policy.parts();
    if (!policy.isEmpty() || form.allowEmpty()) {
      for (Part part : parts) {
        Path own = parts.size() == 1 ? file : numbered(stem, part.number());
        // one of them at a time becomes a text
        texts.put(own, out -> out.append(part.policy().toJson()).append("\n"));
      }
    }
    policy
        .trustPolicy()
        .ifPresent(
            trust -> texts.put(withEnding(stem, ".trust.json"), Text.of(trust.toJson() + "\n")));
    return texts;
  }

  /** The parts that an earlier run has left, where the policy had more of them. */
  private static List<Diagnostic> leftOver(RolePolicy policy, Path stem, Set<Path> written) {
    int highest = policy.parts().stream().mapToInt(Part::number).max().orElseThrow();
    List<Diagnostic> leftOver = new ArrayList<>();
    for (int i = 1; i <= highest || Files.isRegularFile(numbered(stem, i)); i++) {
      Path file = numbered(stem, i);
      if (!written.contains(file)) {
        replaced(file).ifPresent(leftOver::add);
      }
    }
    return leftOver;
  }

  private static Path numbered(Path stem, int number) {
    return withEnding(stem, "-" + number + ".json");
  }

  private static Path withEnding(Path stem, String ending) {
    return stem.resolveSibling(stem.getFileName() + ending);
  }

  /** Returns all there is to say, in the order it is said in. */
  public List<Diagnostic> diagnosticsWith(PolicyReport report) {
    return Stream.concat(report.diagnostics().stream(), diagnostics.stream())
        .sorted(Diagnostic.ORDER)
        .toList();
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
      String wanted = fileName(policy, report);
      String name = wanted;
      for (int n = 2; !taken.add(name.toLowerCase(Locale.ROOT)); n++) {
        name = wanted + "-" + n;
      }
      stems.put(folder.resolve(name), policy);
    }
    return stems;
  }

  private static String fileName(RolePolicy policy, PolicyReport report) {
    Optional<RoleName> name = RoleName.of(policy, report.symbols());
    if (name.flatMap(RoleName::known).isEmpty()) {
      return name.flatMap(RoleName::word).orElse(NO_ROLE);
    }
    ExecutionRole role = policy.role().orElseThrow();
    Set<Optional<String>> accounts =
        report.policies().stream()
            .flatMap(each -> each.role().stream())
            .filter(each -> each.name().equalsIgnoreCase(role.name()))
            .map(ExecutionRole::account)
            .collect(Collectors.toSet());
    return role.account()
        .filter(account -> accounts.size() > 1)
        .filter(account -> !report.symbols().areIn(account))
        .map(account -> account + "-" + role.name())
        .orElse(role.name());
  }

  /** An error for each of {@code files} that is the user's own. */
  private static List<Diagnostic> replacements(
      Set<Path> files, PolicyReport report, PolicyRequest request) {
    PolicyRequest.Inputs asked = request.inputs();
    Set<Object> keys =
        files.stream().flatMap(file -> key(file).stream()).collect(Collectors.toSet());
    if (keys.isEmpty()) {
      return List.of();
    }
    Stream<String> named =
        Stream.of(
                asked.arguments().stream(),
                asked.inventories().stream(),
                asked.credentialSpecs().stream()
                    .flatMap(text -> CredentialSpecFile.parse(text).stream())
                    .map(CredentialSpecFile::file))
            .flatMap(names -> names);
    Stream<String> read = report.inputs().stream().map(PolicyReport.Input::source);
    List<String> names = Stream.concat(named, read).toList();
    Set<Path> inputs =
        SideBySide.map(names, names.size() >= MANY, name -> replaceable(asked.base(), name, keys))
            .stream()
            .flatMap(Optional::stream)
            .collect(Collectors.toSet());
    Set<Path> templates =
        request
            .shape()
            .templates()
            .flatMap(folder -> path(asked.base(), folder))
            .map(PolicyOutput::filesIn)
            .orElse(Set.of());
    List<Diagnostic> replacements = new ArrayList<>();
    for (Path file : files) {
      Optional<Path> existing = existing(file);
      if (existing.filter(inputs::contains).isPresent()) {
        replacements.add(replacement("an input", file));
      } else if (existing.filter(templates::contains).isPresent()) {
        replacements.add(replacement("a template", file));
      }
    }
    return replacements;
  }

  /**
   * Where an input really is, if it may be one of the files that have {@code keys}. Two files with
   * one key can be links to it; to ask for the key takes a fraction of the time.
   */
  private static Optional<Path> replaceable(Path base, String name, Set<Object> keys) {
    return path(base, name)
        .filter(file -> key(file).filter(keys::contains).isPresent())
        .flatMap(PolicyOutput::existing);
  }

  /** What tells a file from others; the same for all where the system has no such thing. */
  private static Optional<Object> key(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.isRegularFile()
          ? Optional.of(Objects.requireNonNullElse(attributes.fileKey(), ""))
          : Optional.empty();
    } catch (IOException e) {
      // It is gone: nothing to replace.
      return Optional.empty();
    }
  }

  private static Diagnostic replacement(String what, Path file) {
    return Diagnostic.of(
            DiagnosticCode.OUTPUT_UNWRITABLE,
            "the output would replace " + what + ": " + Quotation.quote(file.toString()))
        .withHint("write to another file");
  }

  /** Empty for what is a pattern on systems where no file has such a name. */
  private static Optional<Path> path(Path base, String name) {
    try {
      return Optional.of(base.resolve(name));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /**
   * Where a file really is; empty for all that is no file, such as {@code -} for standard input.
   */
  private static Optional<Path> existing(Path file) {
    try {
      return Files.isRegularFile(file) ? Optional.of(file.toRealPath()) : Optional.empty();
    } catch (IOException e) {
      // It is gone: nothing to replace.
      return Optional.empty();
    }
  }

  /** None where {@code folder} is none, such as the name of a built-in set. */
  private static Set<Path> filesIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.flatMap(file -> existing(file).stream()).collect(Collectors.toSet());
    } catch (IOException e) {
      return Set.of();
    }
  }

  /** As `web-1.json` would be, of the role `web-1` and of the role `web` where that is split. */
  private static Diagnostic takenTwice(Path file) {
    return Diagnostic.of(
            DiagnosticCode.OUTPUT_UNWRITABLE,
            "two documents would stand in " + Quotation.quote(file.toString()))
        .withHint(
            "write each role into a folder of its own with ",
            Setting.ROLE_NAME,
            " and ",
            Setting.OUTPUT_DIR);
  }

  private static Optional<Diagnostic> stale(Path file) {
    return older(file)
        .map(
            older ->
                older.withHint(
                    "remove it, or write a policy without statements with ", Setting.ALLOW_EMPTY));
  }

  private static Optional<Diagnostic> replaced(Path file) {
    return older(file)
        .map(
            older -> older.withHint("remove it, and that policy from the role: others replace it"));
  }

  private static Optional<Diagnostic> older(Path file) {
    return Files.isRegularFile(file)
        ? Optional.of(
            Diagnostic.of(
                DiagnosticCode.OUTPUT_STALE,
                "an older policy stays in " + Quotation.quote(file.toString())))
        : Optional.empty();
  }
}
