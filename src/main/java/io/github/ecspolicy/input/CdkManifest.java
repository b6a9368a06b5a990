package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.input.CdkManifest.Artifact;
import io.github.ecspolicy.input.DocumentCollector.Skips;
import io.github.ecspolicy.input.InputFiles.InputFile;
import io.github.ecspolicy.template.Origin.Syntax;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The stacks that the manifest of a cloud assembly names, and the assemblies within it. */
final class CdkManifest implements DocumentKind<Artifact> {
  private static final String ARTIFACTS = "artifacts";

  CdkManifest() {}

  /** What a manifest names. */
  sealed interface Artifact {
    /**
     * A stack.
     *
     * @param templateFile its template, in the folder of the manifest or below it
     * @param environment {@code aws://111122223333/eu-west-1}
     */
    record Stack(String templateFile, String environment) implements Artifact {}

    /** An assembly in a folder below that of the manifest: of a stage, such as production. */
    record Assembly(String directory) implements Artifact {}
  }

  /** Returns what {@code file} names; nothing if it is no such manifest. */
  static List<Artifact> read(InputFile file, Path base) {
    return DocumentCollector.collect(
            new CdkManifest(),
            Skips.NONE,
            List.of(file.path().orElseThrow().toAbsolutePath().toString()),
            base,
            InputStream.nullInputStream())
        .items();
  }

  @Override
  public String noun() {
    return "manifest";
  }

  @Override
  public String aNoun() {
    return "a manifest";
  }

  @Override
  public Wanted wanted() {
    return Wanted.texts("version")
        .and(
            ARTIFACTS,
            Wanted.texts()
                .andOthers(
                    Wanted.texts("type", "environment")
                        .and("properties", Wanted.texts("templateFile", "directoryName"))));
  }

  /** The metadata of an application may be long; none of it is kept. */
  @Override
  public int longest() {
    return 64 << 20;
  }

  @Override
  public String adviceOnLength() {
    return "name the templates themselves";
  }

  @Override
  public String adviceOnDepth() {
    return "a manifest needs few levels";
  }

  @Override
  public boolean isJson() {
    return true;
  }

  @Override
  public Optional<Content<Artifact>> read(String source, Node document, Syntax syntax) {
    if (!(document instanceof Node.Mapping root) || !root.has("version")) {
      return Optional.empty();
    }
    return root.member(ARTIFACTS)
        .map(Node.Member::value)
        .filter(Node.Mapping.class::isInstance)
        .map(artifacts -> new Content<>(named((Node.Mapping) artifacts), List.of()));
  }

  private static List<Artifact> named(Node.Mapping artifacts) {
    return artifacts.members().stream()
        .map(Node.Member::value)
        .filter(Node.Mapping.class::isInstance)
        .flatMap(artifact -> artifact((Node.Mapping) artifact).stream())
        .toList();
  }

  private static Optional<Artifact> artifact(Node.Mapping artifact) {
    Optional<Node.Mapping> properties = artifact.object("properties");
    return switch (artifact.text("type").orElse("")) {
      case "aws:cloudformation:stack" ->
          properties
              .flatMap(each -> each.text("templateFile"))
              .map(file -> new Artifact.Stack(file, artifact.text("environment").orElse("")));
      case "cdk:cloud-assembly" ->
          properties.flatMap(each -> each.text("directoryName")).map(Artifact.Assembly::new);
      default -> Optional.empty();
    };
  }

  @Override
  public Diagnostic reject(SourceLocation at, Node document) {
    return reportNothing(at);
  }

  @Override
  public Diagnostic reportNothing(SourceLocation at) {
    return Diagnostic.at(at, DiagnosticCode.NO_TASK_DEFINITIONS, "the manifest names no stack")
        .withHint("run `cdk synth`");
  }

  @Override
  public DiagnosticCode whenFolderIsEmpty() {
    return DiagnosticCode.NO_TASK_DEFINITIONS;
  }
}
