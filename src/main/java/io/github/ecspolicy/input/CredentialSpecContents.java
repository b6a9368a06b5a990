package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.input.DocumentCollector.Collected;
import io.github.ecspolicy.input.DocumentCollector.Skips;
import io.github.ecspolicy.input.FieldReader.Place;
import io.github.ecspolicy.input.InputBatch.Digest;
import io.github.ecspolicy.task.TaskDefinition.CredentialSpec;
import io.github.ecspolicy.template.Origin.Syntax;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files that domainless credential specs name, as far as they are at hand: the one that the
 * user gives for the location, or else the one beside the task definition, or else one that the
 * user gives. Where no location is given, only the last part of it counts, so that no input can
 * have files read elsewhere; a file is then the content of a single credential spec.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-linux-gmsa.html">
 *     the content of a domainless credential spec</a>
 */
final class CredentialSpecContents {
  private static final String JSON = ".json";

  /** How many locations or files a message lists. */
  private static final int SHOWN = 3;

  private final Path base;
  private final List<Given> given = new ArrayList<>();
  private final Map<String, List<Given>> byLocation = new HashMap<>();
  private final Map<String, List<Given>> byName = new HashMap<>();
  private final Map<Path, SpecFile> files = new LinkedHashMap<>();
  private final List<Digest> digests = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  /** What the user gave, and whether a task definition asked for it. */
  private static final class Given {
    private final CredentialSpecFile setting;
    private final SpecFile file;
    private boolean isUsed;

    Given(CredentialSpecFile setting, SpecFile file) {
      this.setting = setting;
      this.file = file;
    }
  }

  /** A file that was read, and what it is taken for. */
  private static final class SpecFile {
    private final String name;
    private final Optional<FieldValue> credentialArn;
    private final List<Diagnostic> diagnostics;
    private final Set<String> saidLocations = new TreeSet<>();
    private final Set<String> guessedLocations = new TreeSet<>();
    private boolean isUsed;

    SpecFile(String name, Collected<FieldValue> content) {
      this.name = name;
      this.credentialArn = content.items().stream().findFirst();
      this.diagnostics = content.diagnostics();
    }
  }

  CredentialSpecContents(Path base, List<CredentialSpecFile> settings) {
    this.base = base;
    settings.stream().distinct().forEach(this::give);
  }

  private void give(CredentialSpecFile setting) {
    InputFiles.Found found =
        InputFiles.find(List.of(setting.file()), base, DiagnosticCode.FILE_NOT_FOUND);
    diagnostics.addAll(found.diagnostics());
    for (InputFiles.InputFile file : found.files()) {
      Given each = new Given(setting, read(file.name(), file.path().orElseThrow()));
      setting.location().ifPresent(each.file.saidLocations::add);
      given.add(each);
      Map<String, List<Given>> index = setting.location().isPresent() ? byLocation : byName;
      index
          .computeIfAbsent(
              setting.location().orElse(lastPart(file.name())), key -> new ArrayList<>())
          .add(each);
    }
  }

  List<Digest> digests() {
    return List.copyOf(digests);
  }

  /**
   * Returns what is wrong with the files.
   *
   * @param areAllRead whether every task definition could be read, so that a file that none of them
   *     asked for is for none
   */
  List<Diagnostic> diagnostics(boolean areAllRead) {
    List<Diagnostic> all = new ArrayList<>(diagnostics);
    for (SpecFile file : files.values()) {
      file.diagnostics.stream()
          .filter(diagnostic -> file.isUsed || diagnostic.isError())
          .forEach(all::add);
      Set<String> locations = new TreeSet<>(file.saidLocations);
      locations.addAll(file.guessedLocations);
      if (!file.guessedLocations.isEmpty() && locations.size() > 1) {
        all.add(
            ambiguous(
                SourceLocation.startOf(file.name),
                "this file would be the content of several credential specs: " + some(locations)));
      }
    }
    if (areAllRead && all.stream().noneMatch(Diagnostic::isError)) {
      given.stream()
          .filter(each -> !each.isUsed)
          .map(each -> each.setting.unused())
          .distinct()
          .forEach(all::add);
    }
    return all;
  }

  private static Diagnostic ambiguous(SourceLocation at, String message) {
    return Diagnostic.at(at, DiagnosticCode.CREDENTIAL_SPEC_AMBIGUOUS, message)
        .withHint("say which it is with ", Setting.CREDENTIAL_SPEC.to("LOCATION=FILE"));
  }

  private static String some(Collection<String> names) {
    return names.stream().limit(SHOWN).map(Quotation::quote).collect(Collectors.joining(", "))
        + (names.size() > SHOWN ? ", …" : "");
  }

  /** Returns {@code spec} with what its content names, if it is domainless and at hand. */
  CredentialSpec withContent(FieldValue spec) {
    CredentialSpec alone = new CredentialSpec(spec, false, Optional.empty());
    if (!alone.isDomainless()) {
      return alone;
    }
    String location = spec.text().substring(spec.text().indexOf(':') + 1);
    String name = lastPart(location);
    List<Given> said = byLocation.getOrDefault(location, List.of());
    Optional<SpecFile> beside =
        said.isEmpty() ? beside(spec.location().source(), name) : Optional.empty();
    List<Given> candidates =
        said.isEmpty()
            ? byName.getOrDefault(name, byName.getOrDefault(name + JSON, List.of()))
            : said;
    List<SpecFile> found =
        beside
            .map(List::of)
            .orElseGet(() -> candidates.stream().map(each -> each.file).distinct().toList());
    candidates.stream()
        .filter(each -> found.contains(each.file))
        .forEach(each -> each.isUsed = true);
    if (found.size() > 1) {
      diagnostics.add(
          ambiguous(
              spec.location(),
              "several files are given for the credential spec "
                  + Quotation.quote(location)
                  + ": "
                  + some(new TreeSet<>(found.stream().map(file -> file.name).toList()))));
      return new CredentialSpec(spec, true, Optional.empty());
    }
    found.forEach(file -> use(file, location, said.isEmpty()));
    return new CredentialSpec(
        spec,
        !found.isEmpty(),
        found.stream().flatMap(file -> file.credentialArn.stream()).findFirst());
  }

  private static void use(SpecFile file, String location, boolean isGuessed) {
    file.isUsed = true;
    if (isGuessed) {
      file.guessedLocations.add(location);
    }
  }

  private Optional<SpecFile> beside(String source, String name) {
    String start = source.substring(0, source.length() - lastPart(source).length());
    return Stream.of(name, name + JSON)
        .map(each -> start + each)
        .flatMap(each -> file(each).map(path -> read(each, path)).stream())
        .findFirst();
  }

  private Optional<Path> file(String name) {
    try {
      return Optional.of(base.resolve(name)).filter(Files::isRegularFile);
    } catch (InvalidPathException e) {
      // No file can have this name here.
      return Optional.empty();
    }
  }

  /** Reads a file once, whatever it is called. */
  private SpecFile read(String name, Path path) {
    return files.computeIfAbsent(
        InputFiles.identity(path),
        each -> {
          Collected<FieldValue> content =
              DocumentCollector.collect(
                  new CredentialSpecs(),
                  Skips.NONE,
                  List.of(name),
                  base,
                  InputStream.nullInputStream());
          digests.addAll(content.digests());
          return new SpecFile(name, content);
        });
  }

  private static String lastPart(String name) {
    return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  }

  /** The secrets that credential specs name. */
  private static final class CredentialSpecs implements DocumentKind<FieldValue> {
    private static final String CREDENTIAL_ARN = "CredentialArn";

    private static final String HINT =
        "a domainless credential spec holds"
            + " `ActiveDirectoryConfig.HostAccountConfig.PluginInput.CredentialArn`";

    @Override
    public String noun() {
      return "credential spec";
    }

    @Override
    public String aNoun() {
      return "a credential spec";
    }

    @Override
    public Wanted wanted() {
      return Wanted.anywhere(
          "CmsPlugins",
          "ActiveDirectoryConfig",
          "HostAccountConfig",
          "PluginInput",
          CREDENTIAL_ARN);
    }

    /** Far more than a credential spec takes. */
    @Override
    public int longest() {
      return 1 << 20;
    }

    @Override
    public String adviceOnLength() {
      return "a credential spec has a few hundred characters";
    }

    @Override
    public String adviceOnDepth() {
      return "a credential spec needs four levels";
    }

    @Override
    public boolean isJson() {
      return true;
    }

    @Override
    public Optional<Content<FieldValue>> read(String source, Node document, Syntax syntax) {
      boolean isSpec =
          document instanceof Node.Mapping mapping
              && (mapping.has("CmsPlugins") || mapping.has("ActiveDirectoryConfig"));
      if (!isSpec) {
        return Optional.empty();
      }
      FieldReader fields = new FieldReader(source, "credential specs are made by CredentialSpec");
      List<FieldValue> credentialArn =
          fields
              .object(
                  new Place<>((Node.Mapping) document, JsonPointer.ROOT), "ActiveDirectoryConfig")
              .flatMap(directory -> fields.object(directory, "HostAccountConfig"))
              .flatMap(account -> fields.member(account, "PluginInput"))
              .flatMap(input -> credentialArn(input, source, fields))
              .stream()
              .toList();
      return Optional.of(new Content<>(credentialArn, fields.diagnostics()));
    }

    /** Of an object or, as Windows writes it, of a string that holds one. */
    private Optional<FieldValue> credentialArn(
        Place<Node> input, String source, FieldReader fields) {
      if (input.node() instanceof Node.Text text) {
        return nested(text, source)
            .flatMap(object -> object.member(CREDENTIAL_ARN))
            .map(Node.Member::value)
            .filter(Node.Text.class::isInstance)
            .map(value -> new FieldValue(((Node.Text) value).text(), fields.locate(input)));
      }
      return fields
          .asObject(input, "`PluginInput`")
          .flatMap(object -> fields.text(object, CREDENTIAL_ARN));
    }

    private Optional<Node.Mapping> nested(Node.Text text, String source) {
      try (JsonDocuments documents =
          JsonDocuments.open(source, new StringReader(text.text()), this)) {
        return documents
            .next()
            .filter(Node.Mapping.class::isInstance)
            .map(Node.Mapping.class::cast);
      } catch (UnreadableDocumentException | IOException e) {
        // It names no secret then, which is reported of the whole.
        return Optional.empty();
      }
    }

    @Override
    public Diagnostic reject(SourceLocation at, Node document) {
      return Diagnostic.at(at, DiagnosticCode.CREDENTIAL_SPEC_CONTENT, "not a credential spec")
          .withHint(HINT);
    }

    @Override
    public Diagnostic reportNothing(SourceLocation at) {
      return Diagnostic.at(
              at,
              DiagnosticCode.CREDENTIAL_SPEC_CONTENT,
              "the credential spec names no secret, and it is used without a domain")
          .withHint(HINT);
    }

    @Override
    public DiagnosticCode whenFolderIsEmpty() {
      return DiagnosticCode.FILE_NOT_FOUND;
    }
  }
}
