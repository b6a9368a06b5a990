package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.diagnostic.JsonPointer;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files that domainless credential specs name, as far as they are at hand: those the user
 * gives, and those beside the task definition. Of the name that a task definition gives, only the
 * last part counts, so that no input can have files read elsewhere.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-linux-gmsa.html">
 *     the content of a domainless credential spec</a>
 */
final class CredentialSpecContents {
  private static final String JSON = ".json";

  private final Path base;
  private final Map<String, FieldValue> given = new HashMap<>();
  private final Map<String, Optional<FieldValue>> found = new HashMap<>();
  private final List<Digest> digests = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  CredentialSpecContents(Path base, List<String> files) {
    this.base = base;
    if (!files.isEmpty()) {
      for (FieldValue credentialArn : read(files)) {
        given.put(lastPart(credentialArn.location().source()), credentialArn);
      }
    }
  }

  List<Digest> digests() {
    return List.copyOf(digests);
  }

  List<Diagnostic> diagnostics() {
    return List.copyOf(diagnostics);
  }

  /** Returns {@code spec} with what its content names, if it is domainless and at hand. */
  CredentialSpec withCredentialArn(FieldValue spec) {
    CredentialSpec alone = new CredentialSpec(spec, Optional.empty());
    return alone.isDomainless() ? new CredentialSpec(spec, credentialArn(spec)) : alone;
  }

  private Optional<FieldValue> credentialArn(FieldValue spec) {
    String name = lastPart(spec.text());
    return Optional.ofNullable(given.get(name))
        .or(() -> Optional.ofNullable(given.get(name + JSON)))
        .or(() -> beside(spec.location().source(), name))
        .or(() -> beside(spec.location().source(), name + JSON));
  }

  private Optional<FieldValue> beside(String source, String name) {
    String file = source.substring(0, source.length() - lastPart(source).length()) + name;
    return found.computeIfAbsent(
        file, each -> isFile(each) ? read(List.of(each)).stream().findFirst() : Optional.empty());
  }

  private boolean isFile(String name) {
    try {
      return Files.isRegularFile(base.resolve(name));
    } catch (InvalidPathException e) {
      // No file can have this name here.
      return false;
    }
  }

  private List<FieldValue> read(List<String> files) {
    Collected<FieldValue> collected =
        DocumentCollector.collect(
            new CredentialSpecs(), Skips.NONE, files, base, InputStream.nullInputStream());
    digests.addAll(collected.digests());
    diagnostics.addAll(collected.diagnostics());
    return collected.items();
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
