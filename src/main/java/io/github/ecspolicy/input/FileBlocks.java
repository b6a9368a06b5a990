package io.github.ecspolicy.input;

import io.github.ecspolicy.input.InputFiles.InputFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;

/** The contents of many small files, block by block; what is not small is left to be read alone. */
final class FileBlocks implements BlocksAhead.Maker {
  private final List<InputFile> files;
  private final int longest;
  private final Skeleton skeleton;
  private final KnownDocuments known;
  private int next;

  /**
   * Reads files in their order.
   *
   * @param longest bytes that a small one has less than
   */
  FileBlocks(List<InputFile> files, int longest, RepeatedDocuments repeated) {
    this.files = files;
    this.longest = longest;
    skeleton = repeated.skeleton();
    known = repeated.known();
  }

  @Override
  public boolean make(LineBlock block) {
    block.clear();
    while (next < files.size() && block.hasRoom(longest)) {
      add(files.get(next), block);
      next++;
    }
    return next == files.size();
  }

  private void add(InputFile file, LineBlock block) {
    if (file.path().isEmpty() || isPassing(file)) {
      block.addUnread();
      return;
    }
    try (InputStream bytes = InputFiles.open(file.path().get())) {
      block.add(bytes, longest, skeleton, known);
    } catch (IOException e) {
      // whoever reads it alone says why
      block.addUnread();
    }
  }

  /** What comes through a pipe can be read once only; none is found in a folder. */
  private static boolean isPassing(InputFile file) {
    return file.named() && file.path().filter(Files::isRegularFile).isEmpty();
  }

  @Override
  public void begin(LineBlock block, LineBlock before) {
    // each file is in one block
  }
}
