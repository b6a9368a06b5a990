package io.github.ecspolicy.input;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.aws.Partition;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.input.CdkManifest.Artifact;
import io.github.ecspolicy.input.InputFiles.Found;
import io.github.ecspolicy.input.InputFiles.InputFile;
import io.github.ecspolicy.input.NestedStacks.Neighbours;
import io.github.ecspolicy.template.TemplateValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private final TemplateValues values;

  /** By their folders. */
  private final Map<Path, Assembly> assemblies = new LinkedHashMap<>();

  /** By the names of the files of their templates. */
  private final Map<String, Assembly> byTemplate = new HashMap<>();

  /** The files that are read. */
  private List<InputFile> filesRead = List.of();

  /** The same by their names, which only templates ask for. */
  private Optional<Map<String, Path>> read = Optional.empty();

  private final List<Diagnostic> diagnostics = new ArrayList<>();

  /**
   * Knows of none yet.
   *
   * @param values what the user knows of templates
   */
  CdkAssemblies(Path base, TemplateValues values) {
    this.base = base;
    this.values = values;
  }

  /**
   * What is in one folder.
   *
   * @param templates by where they are
   * @param places where the stacks of templates are deployed, by the names of the files
   * @param within the manifests of assemblies within this one
   * @param stacks what its stacks tell each other, if there are several
   */
  private record Assembly(
      Map<Path, InputFile> templates,
      Map<String, TargetAccount> places,
      List<InputFile> within,
      Optional<NestedStacks> stacks) {
    /** A nested stack is where the one is that it is nested in, or where all of them are. */
    Optional<TargetAccount> place(String template) {
      Set<String> passed = new HashSet<>();
      Optional<String> stack = Optional.of(template);
      while (stack.isPresent() && !places.containsKey(stack.get()) && passed.add(stack.get())) {
        String nested = stack.get();
        stack = stacks.flatMap(all -> all.parentOf(nested));
      }
      return stack
          .map(places::get)
          .or(() -> places.values().stream().findFirst().filter(this::isOfAll));
    }

    private boolean isOfAll(TargetAccount place) {
      return places.values().stream().allMatch(place::equals);
    }
  }

  /** Returns what is known of a template, such as where its stack is deployed. */
  TemplateValues values(String source) {
    return Optional.ofNullable(byTemplate.get(source))
        .flatMap(assembly -> assembly.place(source))
        .map(
            place ->
                values.in(values.region().or(place::region), values.account().or(place::account)))
        .orElse(values);
  }

  /** Returns what the templates beside one tell of it. */
  Neighbours neighbours(String source) {
    return new Neighbours(
        Optional.ofNullable(byTemplate.get(source)).flatMap(Assembly::stacks),
        source,
        file -> isRead(source, file));
  }

  private boolean isRead(String source, String beside) {
    try {
      return Optional.ofNullable(read().get(source))
          .map(path -> path.resolveSibling(beside).normalize())
          .filter(read().values()::contains)
          .isPresent();
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Returns the files that are to be read: of assemblies, only templates. */
  Found templatesOf(Found found) {
    Found templates = withAssemblies(found);
    filesRead = templates.files();
    read = Optional.empty();
    return templates;
  }

  private Map<String, Path> read() {
    if (read.isEmpty()) {
      Map<String, Path> byName = new HashMap<>();
      filesRead.forEach(
          file -> file.path().ifPresent(path -> byName.put(file.name(), normal(path))));
      read = Optional.of(byName);
    }
    return read.get();
  }

  private Found withAssemblies(Found found) {
    for (InputFile file : found.files()) {
      if (isManifest(file)) {
        add(file);
      }
    }
    if (assemblies.isEmpty()) {
      return found;
    }
    Map<Object, InputFile> files = new LinkedHashMap<>();
    for (InputFile file : found.files()) {
      Optional<Path> path = file.path().map(CdkAssemblies::normal);
      Optional<Assembly> own = path.map(Path::getParent).map(assemblies::get);
      if (own.isPresent() && isManifest(file)) {
        addTemplates(path.get().getParent(), files, new HashSet<>());
      } else if (file.named() || path.filter(this::isInAssembly).isEmpty()) {
        files.put(path.<Object>map(each -> each).orElse(file.name()), file);
      }
    }
    List<Diagnostic> all = new ArrayList<>(found.diagnostics());
    all.addAll(diagnostics);
    return new Found(List.copyOf(files.values()), all);
  }

  /**
   * Adds the templates of the assembly in {@code folder}, and of those within it.
   *
   * @param passed the folders of those that were added before; a manifest may name its own
   */
  private void addTemplates(Path folder, Map<Object, InputFile> files, Set<Path> passed) {
    if (!passed.add(folder)) {
      return;
    }
    Assembly assembly = assemblies.get(folder);
    assembly.templates().forEach(files::putIfAbsent);
    for (InputFile manifest : assembly.within()) {
      Path path = manifest.path().orElseThrow();
      if (assemblies.containsKey(path.getParent())) {
        addTemplates(path.getParent(), files, passed);
      } else {
        // one that names no stack is skipped as other files are, and a broken one is reported
        files.putIfAbsent(path, manifest);
      }
    }
  }

  private static boolean isManifest(InputFile file) {
    // a path knows its text, and takes a while to compare itself with another
    return file.path()
        .filter(path -> path.toString().endsWith(MANIFEST) && path.endsWith(MANIFEST))
        .isPresent();
  }

  private boolean isInAssembly(Path file) {
    return Stream.iterate(file.getParent(), folder -> folder != null, Path::getParent)
        .anyMatch(assemblies::containsKey);
  }

  private static Path normal(Path file) {
    return file.toAbsolutePath().normalize();
  }

  /** Adds the assembly of a manifest, if it is one, and those within it. */
  private void add(InputFile manifest) {
    Path folder = normal(manifest.path().orElseThrow()).getParent();
    List<Artifact> artifacts = CdkManifest.read(manifest, base);
    if (artifacts.isEmpty() || assemblies.containsKey(folder)) {
      return;
    }
    String prefix = manifest.name().substring(0, manifest.name().length() - MANIFEST.length());
    Map<Path, InputFile> templates = new LinkedHashMap<>();
    Map<String, TargetAccount> places = new HashMap<>();
    List<InputFile> within = new ArrayList<>();
    for (Artifact artifact : artifacts) {
      if (artifact instanceof Artifact.Stack stack) {
        within(folder, stack.templateFile())
            .ifPresentOrElse(
                path -> {
                  String name = prefix + stack.templateFile();
                  places.put(name, place(stack.environment()));
                  templates.put(path, new InputFile(Optional.of(path), name, false));
                },
                () -> reportMissing(manifest, stack.templateFile()));
      } else if (artifact instanceof Artifact.Assembly assembly) {
        String file = assembly.directory() + "/" + MANIFEST;
        within(folder, file)
            .ifPresent(path -> within.add(new InputFile(Optional.of(path), prefix + file, false)));
      }
    }
    List<Path> nested = nested(folder);
    nested.forEach(
        path ->
            templates.put(
                path, new InputFile(Optional.of(path), prefix + path.getFileName(), false)));
    Assembly assembly =
        new Assembly(
            templates,
            places,
            List.copyOf(within),
            templates.size() < 2
                ? Optional.empty()
                : Optional.of(new NestedStacks(templates, this::values)));
    assemblies.put(folder, assembly);
    templates.values().forEach(file -> byTemplate.put(file.name(), assembly));
    within.forEach(this::add);
  }

  /** The templates of nested stacks are named by no manifest; they stand beside those that are. */
  private static List<Path> nested(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(NESTED) && Files.isRegularFile(file))
          .sorted()
          .toList();
    } catch (IOException e) {
      // the manifest in it was readable a moment ago
      return List.of();
    }
  }

  private void reportMissing(InputFile manifest, String file) {
    Diagnostic diagnostic =
        Diagnostic.at(
                SourceLocation.startOf(manifest.name()),
                DiagnosticCode.FILE_NOT_FOUND,
                "the template " + quote(file) + " is not in the folder of its manifest")
            .withHint("run `cdk synth` again");
    if (!diagnostics.contains(diagnostic)) {
      diagnostics.add(diagnostic);
    }
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
