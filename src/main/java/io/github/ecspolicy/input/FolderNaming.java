package io.github.ecspolicy.input;

import java.nio.file.Path;

/**
 * What the user would call what is in a folder.
 *
 * @param argument what the user calls the folder itself
 * @param pathPrefix what paths of what is in it begin with
 * @param namePrefix what their names begin with instead
 */
record FolderNaming(String argument, Path folder, String pathPrefix, String namePrefix) {
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
    boolean hasStart = text.startsWith(pathPrefix);
    // one text is enough for both
    if (hasStart && pathPrefix.equals(namePrefix) && text.indexOf('\\') < 0) {
      return text;
    }
    String relative =
        hasStart ? text.substring(pathPrefix.length()) : folder.relativize(file).toString();
    return namePrefix + relative.replace('\\', '/');
  }
}
