package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Observation;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.diagnostic.Severity;
import io.github.ecspolicy.diagnostic.Sha256;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.input.InputBatch.Digest;
import io.github.ecspolicy.input.InputFiles.InputFile;
import io.github.ecspolicy.template.Origin.Syntax;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads everything of one kind out of files, folders, globs and standard input. */
final class DocumentCollector<T> {
  /** How many names of skipped files are told. */
  private static final int SHOWN = 10;

  /** Bytes of which it is seen whether there is more to read than one or a few documents. */
  private static final int BEGINNING = 1 << 16;

  /** Files of which it pays to look for repetitions. */
  private static final int MANY = 64;

  private final DocumentKind<T> kind;
  private final Skips skips;
  private final InputStream stdin;
  private final Function<? super T, Optional<Runnable>> items;
  private final Collection<Diagnostic> diagnostics;
  private final Observation observation;
  private final List<Digest> digests = new ArrayList<>();
  private final List<Diagnostic> skipped = new ArrayList<>();
  private final Map<SourceLanguage, List<String>> unsupported = new EnumMap<>(SourceLanguage.class);
  private final byte[] beginning = new byte[BEGINNING + LineBlock.SLACK];
  private Optional<RepeatedDocuments> repeated = Optional.empty();
  private ReadingTally tally = new ReadingTally(List.of(), Optional.empty());
  private long found;

  private DocumentCollector(
      DocumentKind<T> kind, Skips skips, InputStream stdin, Receiver<? super T> receiver) {
    this.kind = kind;
    this.skips = skips;
    this.stdin = stdin;
    items = receiver.items();
    diagnostics = receiver.diagnostics();
    observation = receiver.observation();
  }

  /**
   * Takes what is read as soon as it is.
   *
   * @param items takes an item, and returns what to do about each document that says the same and
   *     stands further on; empty if it has to be read itself
   * @param diagnostics takes what could not be understood
   * @param observation what else is to be known
   */
  record Receiver<T>(
      Function<T, Optional<Runnable>> items,
      Collection<Diagnostic> diagnostics,
      Observation observation) {}

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
    Function<T, Optional<Runnable>> add =
        item -> {
          items.add(item);
          return Optional.empty();
        };
    List<Digest> digests =
        pass(
            kind,
            skips,
            arguments,
            base,
            stdin,
            new Receiver<>(add, diagnostics, Observation.OF_DIGESTS));
    return new Collected<>(items, digests, diagnostics);
  }

  /**
   * Reads the same, and keeps nothing of it: each item is handed on as soon as its document was
   * read.
   *
   * @return which bytes it came from
   */
  static <T> List<Digest> pass(
      DocumentKind<T> kind,
      Skips skips,
      List<String> arguments,
      Path base,
      InputStream stdin,
      Receiver<? super T> receiver) {
    DocumentCollector<T> collector = new DocumentCollector<>(kind, skips, stdin, receiver);
    InputFiles.Found files =
        kind.worthReading(InputFiles.find(arguments, base, kind.whenFolderIsEmpty()));
    receiver.diagnostics().addAll(files.diagnostics());
    collector.readAll(files.files());
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

  private void readAll(List<InputFile> files) {
    tally = new ReadingTally(files, observation.progress());
    if (files.size() >= MANY && kind.isOfMany() && !observation.digests()) {
      readAhead(files);
      return;
    }
    for (InputFile file : files) {
      read(file);
      tally.endFile(found);
    }
  }

  private void readAhead(List<InputFile> files) {
    RepeatedDocuments ofFiles = new RepeatedDocuments(kind);
    BlocksAhead.Maker maker = new FileBlocks(files, BEGINNING, ofFiles);
    try (BlocksAhead blocks = new BlocksAhead(maker, new LineBlock(), processors())) {
      LineBlock block = blocks.first();
      int before = readBlock(block, files, ofFiles);
      while (before < files.size()) {
        block = blocks.after(block);
        before += readBlock(block, files.subList(before, files.size()), ofFiles);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no file is read outside its own reading", e);
    }
  }

  private int readBlock(LineBlock block, List<InputFile> files, RepeatedDocuments ofFiles) {
    for (int i = 0; i < block.count(); i++) {
      InputFile file = files.get(i);
      ofFiles.begin(file.name());
      if (block.isUnread(i)) {
        read(file);
      } else {
        readBlock(block, i, file, ofFiles);
      }
      tally.endFile(found);
    }
    return block.count();
  }

  private void readBlock(LineBlock block, int index, InputFile file, RepeatedDocuments ofFiles) {
    int from = block.from(index);
    int length = block.to(index) - from;
    tally.add(length);
    read(
        file,
        () -> {
          if (block.kind(index) == Skeleton.Kind.PLAIN) {
            DocumentReading<T> reading = reading(file);
            read(reading, Syntax.JSON, () -> ofFiles.accept(reading, 0, block, index));
          } else {
            readWhole(file, new ByteArrayInputStream(block.bytes(), from, length));
          }
          digests.add(new Digest(file.name(), ""));
        });
  }

  private static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  private void read(InputFile file) {
    Optional<MessageDigest> sha256 =
        observation.digests() ? Optional.of(Sha256.digest()) : Optional.empty();
    read(
        file,
        () -> {
          try (InputStream bytes = open(file, sha256)) {
            if (kind.isOfMany()) {
              readMany(file, bytes);
            } else {
              readWhole(file, bytes);
            }
          }
          String digest = sha256.map(each -> HexFormat.of().formatHex(each.digest())).orElse("");
          digests.add(new Digest(file.name(), digest));
        });
  }

  /** What reads something. */
  private interface Work {
    void run() throws IOException, UnreadableDocumentException;
  }

  private void read(InputFile file, Work work) {
    try {
      work.run();
    } catch (UnreadableDocumentException e) {
      addUnreadable(file, e.diagnostic());
    } catch (IOException e) {
      diagnostics.add(InputFiles.unreadable(file.name()));
    }
  }

  /** Looks first at the beginning, which is all there is of most files. */
  private void readMany(InputFile file, InputStream bytes)
      throws IOException, UnreadableDocumentException {
    int length = bytes.readNBytes(beginning, 0, BEGINNING);
    tally.add(length);
    InputStream begun = new ByteArrayInputStream(beginning, 0, length);
    if (length < BEGINNING) {
      readWhole(file, begun);
    } else if (LineBlocks.mayBegin(beginning)) {
      readLines(file, length, bytes);
    } else {
      readWhole(file, new SequenceInputStream(begun, bytes));
    }
  }

  private void readLines(InputFile file, int length, InputStream bytes)
      throws IOException, UnreadableDocumentException {
    DocumentReading<T> reading = reading(file);
    RepeatedDocuments here = repeated(file);
    try (LineBlocks blocks = new LineBlocks(beginning, length, bytes, here, processors())) {
      LineReading<T> lines = new LineReading<>(reading, here, tally, found);
      read(reading, Syntax.JSON, () -> lines.read(blocks));
    }
  }

  private DocumentReading<T> reading(InputFile file) {
    return new DocumentReading<>(kind, file, items, diagnostics);
  }

  private RepeatedDocuments repeated(InputFile file) {
    RepeatedDocuments here = repeated.orElseGet(() -> new RepeatedDocuments(kind));
    repeated = Optional.of(here);
    here.begin(file.name());
    return here;
  }

  private void readWhole(InputFile file, InputStream bytes)
      throws IOException, UnreadableDocumentException {
    try (Documents documents = Documents.open(file.name(), bytes, kind)) {
      Optional<SourceLanguage> language =
          kind.words().isEmpty() ? Optional.empty() : documents.language();
      if (language.isPresent()) {
        addUnsupported(file, language.get());
      } else {
        readDocuments(file, documents);
      }
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
    DocumentReading<T> reading = reading(file);
    read(reading, documents.syntax(), () -> reading.acceptAll(documents));
  }

  /** Does the work of a reading, which counts as far as it comes, and says what came of it. */
  private void read(DocumentReading<T> reading, Syntax syntax, Work work)
      throws IOException, UnreadableDocumentException {
    try {
      work.run();
    } finally {
      found += reading.found();
    }
    conclude(reading, syntax);
  }

  private void conclude(DocumentReading<T> reading, Syntax syntax) {
    InputFile file = reading.file();
    if (reading.isEmpty()) {
      addEmpty(file, syntax);
    }
    Optional<SourceLanguage> language = reading.language();
    if (language.isPresent()) {
      addUnsupported(file, language.get());
    } else if (file.named() || reading.found() > 0) {
      diagnostics.addAll(reading.findings());
    } else {
      reading.whyNothing().ifPresent(this::skip);
    }
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

  private InputStream open(InputFile file, Optional<MessageDigest> sha256) throws IOException {
    InputStream bytes =
        file.path().isPresent() ? InputFiles.open(file.path().get()) : new Unclosed(stdin);
    return sha256.<InputStream>map(each -> new DigestInputStream(bytes, each)).orElse(bytes);
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
}
