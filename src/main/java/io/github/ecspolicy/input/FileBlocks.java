package io.github.ecspolicy.input;

import io.github.ecspolicy.input.InputFiles.InputFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** The contents of many small files, block by block; what is not small is left to be read alone. */
final class FileBlocks implements BlocksAhead.Maker {
  /** Files of one block. */
  private static final int FILES = 32;

  private final List<InputFile> files;
  private final int longest;
  private final RepeatedDocuments repeated;
  private int next;

  /**
   * Reads files in their order.
   *
   * @param longest bytes that a small one has less than
   */
  FileBlocks(List<InputFile> files, int longest, RepeatedDocuments repeated) {
    this.files = files;
    this.longest = longest;
    this.repeated = repeated;
  }

  @Override
  public boolean fill(LineBlock block, Optional<LineBlock> before) {
    int to = Math.min(next + FILES, files.size());
    block.begin(next, to);
    next = to;
    return next == files.size();
  }

  @Override
  public void look(LineBlock block, Skeleton skeleton) {
    for (int i = block.firstInput(); i < block.endOfInputs(); i++) {
      add(files.get(i), block, skeleton);
    }
  }

  @Override
  public Skeleton skeleton() {
    return repeated.skeleton();
  }

  private void add(InputFile file, LineBlock block, Skeleton skeleton) {
    if (!block.hasRoom(longest) || file.path().isEmpty() || isPassing(file)) {
      block.addUnread();
      return;
    }
    try (InputStream bytes = InputFiles.open(file.path().get())) {
      block.add(bytes, longest, skeleton, repeated.known());
      repeated.readAhead(block, block.count() - 1, file.name());
    } catch (IOException e) {
      // whoever reads it alone says why
      block.addUnread();
    }
  }

  /** What comes through a pipe can be read once only; none is found in a folder. */
  private static boolean isPassing(InputFile file) {
    return file.named() && file.path().filter(Files::isRegularFile).isEmpty();
  }
}
