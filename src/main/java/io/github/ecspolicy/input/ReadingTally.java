package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.ReadingProgress;
import io.github.ecspolicy.input.InputFiles.InputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Counts what is read, and tells it. */
final class ReadingTally {
  /** Of more files, their number tells how much there is to do, and takes less time to find out. */
  private static final int MEASURED = 16;

  private final Optional<Consumer<ReadingProgress>> listener;
  private final int filesInAll;
  private final OptionalLong bytesInAll;
  private int files;
  private long bytes;

  ReadingTally(List<InputFile> all, Optional<Consumer<ReadingProgress>> listener) {
    this.listener = listener;
    filesInAll = all.size();
    bytesInAll = listener.isPresent() && all.size() <= MEASURED ? size(all) : OptionalLong.empty();
  }

  /** What comes through a pipe has no size before its end. */
  private static OptionalLong size(List<InputFile> files) {
    long size = 0;
    for (InputFile file : files) {
      try {
        if (file.path().isEmpty() || !Files.isRegularFile(file.path().get())) {
          return OptionalLong.empty();
        }
        size += Files.size(file.path().get());
      } catch (IOException e) {
        // it will be said of the file when it is read
        return OptionalLong.empty();
      }
    }
    return OptionalLong.of(size);
  }

  void add(long more) {
    bytes += more;
  }

  void endFile(long definitions) {
    files++;
    tell(definitions);
  }

  void tell(long definitions) {
    listener.ifPresent(
        each ->
            each.accept(new ReadingProgress(files, filesInAll, definitions, bytes, bytesInAll)));
  }
}
