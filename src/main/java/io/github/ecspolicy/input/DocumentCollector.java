package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.diagnostic.Severity;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.input.DocumentKind.Content;
import io.github.ecspolicy.input.InputBatch.Digest;
import io.github.ecspolicy.input.InputFiles.InputFile;
import io.github.ecspolicy.template.Origin.Syntax;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads everything of one kind out of files, folders, globs and standard input. */
final class DocumentCollector<T> {
  /** How many names of skipped files are told. */
  private static final int SHOWN = 10;

  private final DocumentKind<T> kind;
  private final Skips skips;
  private final InputStream stdin;
  private final Consumer<? super T> items;
  private final Collection<Diagnostic> diagnostics;
  private final List<Digest> digests = new ArrayList<>();
  private final List<Diagnostic> skipped = new ArrayList<>();
  private final Map<SourceLanguage, List<String>> unsupported = new EnumMap<>(SourceLanguage.class);
  private long found;

  private DocumentCollector(
      DocumentKind<T> kind,
      Skips skips,
      InputStream stdin,
      Consumer<? super T> items,
      Collection<Diagnostic> diagnostics) {
    this.kind = kind;
    this.skips = skips;
    this.stdin = stdin;
    this.items = items;
    this.diagnostics = diagnostics;
  }

  /**
   * What happens to what is left out.
   *
   * @param unsupported whether sources in languages that are not evaluated may be left out
   * @param listed whether each file in a folder that holds nothing is named
   */
  record Skips(boolean unsupported, boolean listed) {
    /** Nothing but what holds nothing, and that is counted only. */
    static final Skips NONE = new Skips(false, false);
  }

  /** Everything that was read, in the order of the arguments. */
  record Collected<T>(List<T> items, List<Digest> digests, List<Diagnostic> diagnostics) {
    Collected {
      items = List.copyOf(items);
      digests = List.copyOf(digests);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /**
   * Reads what {@code arguments} name, going on after a problem so that all are reported.
   *
   * @param arguments files, folders (what of them can hold such), globs, or {@code -}
   * @param base the folder that relative arguments start from
   * @param stdin what {@code -} reads; not closed
   */
  static <T> Collected<T> collect(
      DocumentKind<T> kind, Skips skips, List<String> arguments, Path base, InputStream stdin) {
    List<T> items = new ArrayList<>();
    List<Diagnostic> diagnostics = new ArrayList<>();
    List<Digest> digests = pass(kind, skips, arguments, base, stdin, items::add, diagnostics);
    return new Collected<>(items, digests, diagnostics);
  }

  /**
   * Reads the same, and keeps nothing of it: each item is handed on as soon as its document was
   * read.
   *
   * @param items takes what is read
   * @param diagnostics takes what could not be understood
   * @return which bytes it came from
   */
  static <T> List<Digest> pass(
      DocumentKind<T> kind,
      Skips skips,
      List<String> arguments,
      Path base,
      InputStream stdin,
      Consumer<? super T> items,
      Collection<Diagnostic> diagnostics) {
    DocumentCollector<T> collector =
        new DocumentCollector<>(kind, skips, stdin, items, diagnostics);
    InputFiles.Found files =
        kind.worthReading(InputFiles.find(arguments, base, kind.whenFolderIsEmpty()));
    diagnostics.addAll(files.diagnostics());
    files.files().forEach(collector::read);
    collector.conclude(arguments);
    return List.copyOf(collector.digests);
  }

  private void conclude(List<String> arguments) {
    unsupported.forEach(this::reportUnsupported);
    if (!skipped.isEmpty()) {
      diagnostics.add(
          Diagnostic.of(
                  DiagnosticCode.SKIPPED_FILES,
                  skipped.size()
                      + (skipped.size() == 1 ? " file" : " files")
                      + " found in folders held no "
                      + kind.noun()
                      + ": "
                      + skipped.stream()
                          .limit(SHOWN)
                          .flatMap(each -> each.location().stream())
                          .map(place -> Quotation.quote(place.source()))
                          .collect(Collectors.joining(", "))
                      + (skipped.size() > SHOWN ? ", …" : ""))
              .withHint(adviceOnSkipped()));
    }
    if (skips.listed()) {
      diagnostics.addAll(skipped);
    }
    if (found == 0 && diagnostics.stream().noneMatch(Diagnostic::isError)) {
      diagnostics.add(
          kind.reportNothing(SourceLocation.startOf(arguments.isEmpty() ? "." : arguments.get(0))));
    }
  }

  private Object[] adviceOnSkipped() {
    return skips.listed()
        ? new Object[] {"a note on each of them says why it is none"}
        : new Object[] {
          "name a file by itself to learn why it is none, or list them with ", Setting.VERBOSE
        };
  }

  private void reportUnsupported(SourceLanguage language, List<String> names) {
    int others = names.size() - 1;
    Diagnostic diagnostic =
        Diagnostic.at(
            SourceLocation.startOf(names.get(0)),
            DiagnosticCode.UNSUPPORTED_SOURCE,
            "this is "
                + language.noun()
                + ", which is not evaluated"
                + (others == 0
                    ? ""
                    : ", and so "
                        + (others == 1 ? "is 1 other file" : "are " + others + " other files")));
    diagnostics.add(
        skips.unsupported() && found > 0
            ? diagnostic.withHint(language.advice()).withSeverity(Severity.NOTE)
            : diagnostic.withHint(
                language.advice() + "; beside other inputs, leave it out with ",
                Setting.SKIP_UNSUPPORTED));
  }

  private void read(InputFile file) {
    MessageDigest sha256 = sha256();
    try (InputStream bytes = new DigestInputStream(open(file), sha256);
        Documents documents = Documents.open(file.name(), bytes, kind)) {
      Optional<SourceLanguage> language =
          kind.words().isEmpty() ? Optional.empty() : documents.language();
      if (language.isPresent()) {
        addUnsupported(file, language.get());
      } else {
        readDocuments(file, documents);
      }
      digests.add(new Digest(file.name(), HexFormat.of().formatHex(sha256.digest())));
    } catch (UnreadableDocumentException e) {
      addUnreadable(file, e.diagnostic());
    } catch (IOException e) {
      diagnostics.add(
          Diagnostic.at(
                  SourceLocation.startOf(file.name()),
                  DiagnosticCode.FILE_UNREADABLE,
                  "cannot be read")
              .withHint(InputFiles.UNREADABLE_HINT));
    }
  }

  private void addUnreadable(InputFile file, Diagnostic diagnostic) {
    Optional<SourceLanguage> language =
        kind.words().isEmpty() ? Optional.empty() : SourceLanguage.ofName(file.name());
    if (language.isPresent()) {
      addUnsupported(file, language.get());
    } else if (file.named() || isMentionedIn(file)) {
      diagnostics.add(diagnostic);
    } else {
      skip(diagnostic);
    }
  }

  /** Of what is found in folders, only what may hold what is looked for is worth a word. */
  private void addUnsupported(InputFile file, SourceLanguage language) {
    if (file.named() || language.isOfEcs() || isMentionedIn(file)) {
      unsupported.computeIfAbsent(language, each -> new ArrayList<>()).add(file.name());
    } else {
      skip(
          Diagnostic.at(
                  SourceLocation.startOf(file.name()),
                  DiagnosticCode.UNSUPPORTED_SOURCE,
                  "this is " + language.noun() + " without anything of ECS")
              .withHint(language.advice()));
    }
  }

  private boolean isMentionedIn(InputFile file) {
    try {
      return kind.words().isEmpty()
          || file.path().isEmpty()
          || Mention.isIn(file.path().get(), kind.words());
    } catch (IOException e) {
      // It was readable a moment ago: what was said of it then is what there is to say.
      return true;
    }
  }

  private void skip(Diagnostic why) {
    skipped.add(
        new Diagnostic(
            DiagnosticCode.SKIPPED_FILES,
            Severity.NOTE,
            "skipped: " + why.message(),
            why.hint(),
            why.location()));
  }

  private void readDocuments(InputFile file, Documents documents)
      throws IOException, UnreadableDocumentException {
    List<Diagnostic> unrelated = new ArrayList<>();
    Optional<SourceLanguage> language = Optional.empty();
    long before = found;
    Optional<Node> next = documents.next();
    if (next.isEmpty()) {
      addEmpty(file, documents.syntax());
    }
    while (next.isPresent()) {
      Node document = next.get();
      Optional<Content<T>> content = kind.read(file.name(), document, documents.syntax());
      if (content.isPresent()) {
        found += content.get().items().size();
        content.get().items().forEach(items);
        diagnostics.addAll(content.get().diagnostics());
      } else {
        language = language.or(() -> kind.language(document));
        unrelated.add(kind.reject(startOf(file, document), document));
      }
      next = documents.next();
    }
    if (found == before && language.isPresent()) {
      addUnsupported(file, language.get());
    } else if (file.named() || found > before) {
      diagnostics.addAll(found > before ? unrelated : unlike(unrelated));
      documents.remark().ifPresent(diagnostics::add);
    } else if (!unrelated.isEmpty()) {
      skip(unrelated.get(0));
    }
  }

  /** Of a file that is something else in all its lines, one of them is enough. */
  private static Collection<Diagnostic> unlike(List<Diagnostic> unrelated) {
    Map<List<Object>, Diagnostic> first = new LinkedHashMap<>();
    unrelated.forEach(each -> first.putIfAbsent(List.of(each.message(), each.hint()), each));
    return first.values();
  }

  /** YAML of which every line is commented out is nobody's mistake. */
  private void addEmpty(InputFile file, Syntax syntax) {
    Diagnostic diagnostic =
        Diagnostic.at(
                SourceLocation.startOf(file.name()),
                DiagnosticCode.EMPTY_INPUT,
                "the input is empty")
            .withHint("check what should have written it");
    if (file.named() || syntax == Syntax.JSON) {
      diagnostics.add(diagnostic);
    } else {
      skip(diagnostic);
    }
  }

  private static SourceLocation startOf(InputFile file, Node document) {
    return new SourceLocation(file.name(), document.line(), document.column(), JsonPointer.ROOT);
  }

  private InputStream open(InputFile file) throws IOException {
    return file.path().isPresent() ? Files.newInputStream(file.path().get()) : new Unclosed(stdin);
  }

  /** Standard input, which belongs to the caller. */
  private static final class Unclosed extends FilterInputStream {
    Unclosed(InputStream in) {
      super(in);
    }

    @Override
    public void close() {
      // The caller closes it.
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
