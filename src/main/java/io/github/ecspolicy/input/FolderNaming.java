package io.github.ecspolicy.input;

import java.nio.file.Path;

/**
 * What the user would call what is in a folder.
 *
 * @param argument what the user calls the folder itself
 * @param start what paths begin with
 * @param begin what names begin with instead
 */
record FolderNaming(String argument, Path folder, String start, String begin) {
  static FolderNaming of(String argument, Path folder) {
    return new FolderNaming(
        argument,
        folder,
        folder + folder.getFileSystem().getSeparator(),
        argument.isEmpty() || argument.endsWith("/") ? argument : argument + "/");
  }

  /** Returns the name of {@code file}, which was found in the folder. */
  String of(Path file) {
    String text = file.toString();
    boolean hasStart = text.startsWith(start);
    // one text is enough for both
    if (hasStart && start.equals(begin) && text.indexOf('\\') < 0) {
      return text;
    }
    String relative =
        hasStart ? text.substring(start.length()) : folder.relativize(file).toString();
    String name = begin + relative.replace('\\', '/');
    return name.equals(text) ? text : name;
  }
}
