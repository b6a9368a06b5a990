package io.github.ecspolicy.synthesis;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.iam.JsonTree;
import io.github.ecspolicy.synthesis.PolicyTemplate.InvalidTemplateException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A set of templates: one for each kind of statement that the set can write. */
public final class TemplateCatalog {
  /** The built-in set that writes one statement for everything, as AWS's pages print it. */
  public static final String AWS_DOCS = "aws-docs";

  private static final String ROOT = "/policy-templates/";
  private static final String INVALID_HINT = "start from the built-in template of the same name";

  private final List<String> folders;
  private final Map<TemplateKind, PolicyTemplate> templates;
  private final boolean overridden;

  /**
   * A set of templates, those in the jar read when they are asked for.
   *
   * @param folders where they are in the jar: what stands in the first counts
   * @param overrides those of the user's own, which count more
   */
  private TemplateCatalog(List<String> folders, Map<TemplateKind, PolicyTemplate> overrides) {
    this.folders = List.copyOf(folders);
    this.templates = new EnumMap<>(TemplateKind.class);
    this.templates.putAll(overrides);
    this.overridden = !overrides.isEmpty();
  }

  /**
   * What came of loading a set.
   *
   * @param catalog empty if a template cannot be used
   * @param diagnostics why not
   */
  public record Loaded(Optional<TemplateCatalog> catalog, List<Diagnostic> diagnostics) {
    public Loaded {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** Returns the templates that are in the jar. */
  public static TemplateCatalog builtIn() {
    return new TemplateCatalog(List.of(ROOT), Map.of());
  }

  /** Returns the built-in set of the shape that AWS's pages print. */
  public static TemplateCatalog awsDocs() {
    return new TemplateCatalog(List.of(ROOT + AWS_DOCS + "/", ROOT), Map.of());
  }

  /**
   * Returns the built-in templates with those of a folder in the place of theirs.
   *
   * @param folder where it is
   * @param name as the user named it
   */
  public static Loaded withOverrides(Path folder, String name) {
    List<Diagnostic> diagnostics = new ArrayList<>();
    Map<TemplateKind, PolicyTemplate> overrides = new EnumMap<>(TemplateKind.class);
    for (Path file : filesIn(folder, name, diagnostics)) {
      load(file, name + "/" + file.getFileName(), diagnostics)
          .ifPresent(template -> overrides.put(template.kind(), template));
    }
    return new Loaded(
        diagnostics.isEmpty()
            ? Optional.of(new TemplateCatalog(List.of(ROOT), overrides))
            : Optional.empty(),
        diagnostics);
  }

  private static List<Path> filesIn(Path folder, String name, List<Diagnostic> diagnostics) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> !entry.getFileName().toString().startsWith("."))
          .filter(entry -> !Files.isDirectory(entry))
          .sorted()
          .toList();
    } catch (IOException e) {
      diagnostics.add(
          Diagnostic.at(
                  SourceLocation.startOf(name),
                  DiagnosticCode.TEMPLATE_UNKNOWN,
                  "not a folder that can be read")
              .withHint("name a folder with templates, or the built-in set `" + AWS_DOCS + "`"));
      return List.of();
    }
  }

  private static Optional<PolicyTemplate> load(
      Path file, String source, List<Diagnostic> diagnostics) {
    Optional<TemplateKind> kind = TemplateKind.ofFileName(file.getFileName().toString());
    if (kind.isEmpty()) {
      diagnostics.add(unknown(source, file.getFileName().toString()));
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      PolicyTemplate template = PolicyTemplate.of(kind.get(), JsonTree.read(in));
      Optional<PolicyTemplate> other = builtIn().find(kind.get());
      if (other.isPresent()) {
        template.checkAsNarrowAs(other.get());
      }
      return Optional.of(template);
    } catch (JsonProcessingException e) {
      diagnostics.add(
          Diagnostic.at(
                  locate(source, e),
                  DiagnosticCode.TEMPLATE_INVALID,
                  "the template is not well-formed JSON")
              .withHint(INVALID_HINT));
    } catch (IOException e) {
      diagnostics.add(invalid(source, "the template cannot be read"));
    } catch (InvalidTemplateException e) {
      diagnostics.add(invalid(source, e.getMessage()));
    }
    return Optional.empty();
  }

  private static Diagnostic unknown(String source, String fileName) {
    String known =
        Arrays.stream(TemplateKind.values())
            .map(kind -> "`" + kind.fileName() + "`")
            .collect(Collectors.joining(", "));
    return Diagnostic.at(
            SourceLocation.startOf(source),
            DiagnosticCode.TEMPLATE_UNKNOWN,
            "no template is called " + quote(fileName))
        .withHint("templates are called " + known);
  }

  private static SourceLocation locate(String source, JsonProcessingException e) {
    return Optional.ofNullable(e.getLocation())
        .filter(at -> at.getLineNr() > 0 && at.getColumnNr() > 0)
        .map(at -> new SourceLocation(source, at.getLineNr(), at.getColumnNr(), JsonPointer.ROOT))
        .orElseGet(() -> SourceLocation.startOf(source));
  }

  private static Diagnostic invalid(String source, String message) {
    return Diagnostic.at(SourceLocation.startOf(source), DiagnosticCode.TEMPLATE_INVALID, message)
        .withHint(INVALID_HINT);
  }

  private static Optional<PolicyTemplate> shipped(String folder, TemplateKind kind) {
    try (InputStream in = TemplateCatalog.class.getResourceAsStream(folder + kind.fileName())) {
      return in == null
          ? Optional.empty()
          : Optional.of(PolicyTemplate.known(kind, JsonTree.read(in)));
    } catch (IOException e) {
      throw new IllegalStateException(folder + kind.fileName() + " in the jar is broken", e);
    }
  }

  /** Whether templates of the user's own are among them, which may allow less than is needed. */
  boolean isOverridden() {
    return overridden;
  }

  PolicyTemplate template(TemplateKind kind) {
    return find(kind).orElseThrow();
  }

  Optional<PolicyTemplate> singleStatement() {
    return find(TemplateKind.SINGLE_STATEMENT);
  }

  /** Several policies may be written at a time. */
  private synchronized Optional<PolicyTemplate> find(TemplateKind kind) {
    for (String folder : folders) {
      if (templates.containsKey(kind)) {
        break;
      }
      shipped(folder, kind).ifPresent(template -> templates.put(kind, template));
    }
    return Optional.ofNullable(templates.get(kind));
  }
}
