package io.github.ecspolicy.input;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.aws.Partition;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.input.CdkManifest.Stack;
import io.github.ecspolicy.input.InputFiles.Found;
import io.github.ecspolicy.input.InputFiles.InputFile;
import io.github.ecspolicy.template.TemplateValues;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folders that {@code cdk synth} writes. Of all that is in them, templates are read; the
 * manifest says which these are, and where their stacks are deployed.
 *
 * @see <a href="https://docs.aws.amazon.com/cdk/v2/guide/deploy.html#deploy-how-synth-app">cloud
 *     assemblies</a>
 */
final class CdkAssemblies {
  private static final String MANIFEST = "manifest.json";
  private static final String NESTED = ".nested.template.json";
  private static final String UNKNOWN = "unknown-";

  private final Path base;

  /** Where the stack of a template is deployed, by the name of its file. */
  private final Map<String, TargetAccount> places = new HashMap<>();

  CdkAssemblies(Path base) {
    this.base = base;
  }

  /** Returns {@code values} in the place where the stack of {@code source} is deployed. */
  TemplateValues values(String source, TemplateValues values) {
    return Optional.ofNullable(places.get(source))
        .map(
            place ->
                values.in(values.region().or(place::region), values.account().or(place::account)))
        .orElse(values);
  }

  /** Returns the files that are to be read: of assemblies, only templates. */
  Found templatesOf(Found found) {
    Map<Path, Map<Path, InputFile>> assemblies = new LinkedHashMap<>();
    List<Diagnostic> diagnostics = new ArrayList<>(found.diagnostics());
    for (InputFile file : found.files()) {
      if (file.path().filter(path -> path.endsWith(MANIFEST)).isPresent()) {
        List<Stack> stacks = CdkManifest.read(file, base);
        if (!stacks.isEmpty()) {
          assemblies.put(folderOf(file.path().get()), templates(file, stacks, found));
          missing(file, stacks).forEach(diagnostics::add);
        }
      }
    }
    if (assemblies.isEmpty()) {
      return found;
    }
    Map<Object, InputFile> files = new LinkedHashMap<>();
    for (InputFile file : found.files()) {
      Optional<Path> path = file.path();
      Optional<Map<Path, InputFile>> assembly = path.flatMap(each -> nearest(each, assemblies));
      boolean isManifest =
          path.filter(each -> assemblies.containsKey(folderOf(each)) && each.endsWith(MANIFEST))
              .isPresent();
      if (isManifest) {
        assembly.ifPresent(templates -> templates.forEach(files::putIfAbsent));
      } else if (assembly.isEmpty() || file.named()) {
        files.put(path.<Object>map(CdkAssemblies::normal).orElse(file.name()), file);
      }
    }
    return new Found(List.copyOf(files.values()), diagnostics);
  }

  private static Path folderOf(Path file) {
    return normal(file).getParent();
  }

  private static Path normal(Path file) {
    return file.toAbsolutePath().normalize();
  }

  private static Optional<Map<Path, InputFile>> nearest(
      Path file, Map<Path, Map<Path, InputFile>> assemblies) {
    return Stream.iterate(folderOf(file), folder -> folder != null, Path::getParent)
        .filter(assemblies::containsKey)
        .findFirst()
        .map(assemblies::get);
  }

  /** The templates of an assembly: those that it names, and those of nested stacks beside them. */
  private Map<Path, InputFile> templates(InputFile manifest, List<Stack> stacks, Found found) {
    Path folder = folderOf(manifest.path().orElseThrow());
    String prefix = manifest.name().substring(0, manifest.name().length() - MANIFEST.length());
    Map<Path, InputFile> templates = new LinkedHashMap<>();
    List<TargetAccount> all = new ArrayList<>();
    for (Stack stack : stacks) {
      TargetAccount place = place(stack.environment());
      all.add(place);
      within(folder, stack.templateFile())
          .ifPresent(
              path -> {
                String name = prefix + stack.templateFile();
                places.put(name, place);
                templates.put(path, new InputFile(Optional.of(path), name, false));
              });
    }
    for (InputFile file : found.files()) {
      boolean isNested =
          file.path()
              .filter(path -> folderOf(path).equals(folder) && path.toString().endsWith(NESTED))
              .isPresent();
      if (isNested) {
        if (all.stream().distinct().count() == 1) {
          places.put(file.name(), all.get(0));
        }
        templates.put(normal(file.path().get()), file);
      }
    }
    return templates;
  }

  private static Stream<Diagnostic> missing(InputFile manifest, List<Stack> stacks) {
    Path folder = folderOf(manifest.path().orElseThrow());
    return stacks.stream()
        .map(Stack::templateFile)
        .distinct()
        .filter(file -> within(folder, file).isEmpty())
        .map(
            file ->
                Diagnostic.at(
                        SourceLocation.startOf(manifest.name()),
                        DiagnosticCode.FILE_NOT_FOUND,
                        "the template " + quote(file) + " is not in the folder of its manifest")
                    .withHint("run `cdk synth` again"));
  }

  /** No manifest can have files read elsewhere. */
  private static Optional<Path> within(Path folder, String file) {
    try {
      return Optional.of(folder.resolve(file).normalize())
          .filter(path -> path.startsWith(folder) && Files.isRegularFile(path));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** {@code aws://111122223333/eu-west-1}, or {@code aws://unknown-account/unknown-region}. */
  private static TargetAccount place(String environment) {
    String[] parts = environment.split("/");
    Optional<String> account = part(parts, parts.length - 2).filter(TargetAccount::isAccount);
    Optional<String> region =
        part(parts, parts.length - 1).filter(text -> Partition.ofRegion(text).isPresent());
    return new TargetAccount(region, account);
  }

  private static Optional<String> part(String[] parts, int index) {
    return index < 0 || parts[index].startsWith(UNKNOWN)
        ? Optional.empty()
        : Optional.of(parts[index]);
  }
}
