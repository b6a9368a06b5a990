package io.github.ecspolicy;

import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.render.OutputFormat;
import io.github.ecspolicy.render.RenderOptions;
import io.github.ecspolicy.synthesis.PolicyReport;
import io.github.ecspolicy.synthesis.PolicyReport.RolePolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Writes policies to files: all of them or none, and never half a file. */
public final class PolicyFiles {
  private static final String NO_ROLE = "execution-role";

  private PolicyFiles() {}

  /**
   * Returns one text for each role of {@code report}, by the file in {@code folder} it belongs in:
   * {@code ROLE.json}, with the account before the name where two accounts have the same one, and
   * {@code execution-role.json} for task definitions that name none.
   */
  public static Map<Path, String> perRole(
      PolicyReport report, Path folder, OutputFormat format, RenderOptions options) {
    Map<Path, String> texts = new TreeMap<>();
    Set<String> taken = new HashSet<>();
    for (RolePolicy policy : report.policies()) {
      PolicyReport alone =
          new PolicyReport(
              List.of(policy), report.diagnostics(), report.inputs(), report.toolVersion());
      String wanted = fileName(policy, report.policies());
      String name = wanted;
      for (int n = 2; !taken.add(name.toLowerCase(Locale.ROOT)); n++) {
        name = wanted + "-" + n;
      }
      texts.put(
          folder.resolve(name + "." + format.extension(options.shell())),
          format.render(alone, options));
    }
    return texts;
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

  /**
   * Writes each text to its file, creating folders as needed. Every text is first written beside
   * its file, and only when all are there do they take their places.
   *
   * @throws IOException if a file cannot be written; files that were there are then untouched
   */
  public static void write(Map<Path, String> texts) throws IOException {
    Map<Path, Path> written = new TreeMap<>();
    try {
      for (Map.Entry<Path, String> text : texts.entrySet()) {
        Path target = destination(text.getKey());
        byte[] bytes = text.getValue().getBytes(StandardCharsets.UTF_8);
        if (Files.exists(target) && !Files.isRegularFile(target)) {
          // A pipe or a terminal: nothing to replace.
          Files.write(target, bytes);
        } else {
          Files.createDirectories(target.getParent());
          Path beside = target.resolveSibling("." + UUID.randomUUID() + ".tmp");
          written.put(target, beside);
          Files.write(beside, bytes, StandardOpenOption.CREATE_NEW);
          keepPermissions(target, beside);
        }
      }
      for (Map.Entry<Path, Path> file : written.entrySet()) {
        move(file.getValue(), file.getKey());
      }
    } finally {
      for (Path leftOver : new ArrayList<>(written.values())) {
        Files.deleteIfExists(leftOver);
      }
    }
  }

  /** Returns what to say when {@link #write} fails. */
  public static Diagnostic unwritable(Collection<Path> files) {
    String names =
        files.stream()
            .map(file -> Quotation.quote(file.toString()))
            .collect(Collectors.joining(", "));
    return Diagnostic.of(DiagnosticCode.OUTPUT_UNWRITABLE, "the output cannot be written: " + names)
        .withHint("check that the folder can be written to; no file was changed");
  }

  /** A symbolic link keeps pointing where it points. */
  private static Path destination(Path file) throws IOException {
    return Files.isRegularFile(file) ? file.toRealPath() : file.toAbsolutePath();
  }

  private static void keepPermissions(Path old, Path replacement) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(old, PosixFileAttributeView.class);
    if (view != null && Files.exists(old)) {
      Files.setPosixFilePermissions(replacement, view.readAttributes().permissions());
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
