package io.github.ecspolicy;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.check.Baseline;
import io.github.ecspolicy.check.BaselineReader;
import io.github.ecspolicy.check.CheckReport;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.SourceLocation;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * The file with the findings that are accepted.
 *
 * @param path of the file
 * @param name as the user gave it
 */
public record BaselineFile(Path path, String name) {
  private static final String BYTE_ORDER_MARK = "\ufeff";

  /**
   * Reads the file.
   *
   * @param mayBeAbsent whether the file is still to be written
   */
  BaselineReader.Result read(boolean mayBeAbsent) {
    try {
      String text = Files.readString(path);
      return BaselineReader.read(name, text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    } catch (NoSuchFileException e) {
      return mayBeAbsent
          ? new BaselineReader.Result(Baseline.NONE, List.of())
          : unread(
              DiagnosticCode.FILE_NOT_FOUND,
              "no such file",
              "check the spelling and the folder it starts from");
    } catch (CharacterCodingException e) {
      return unread(
          DiagnosticCode.INVALID_UTF_8,
          "the baseline is not UTF-8",
          "save it as UTF-8, with or without a byte order mark");
    } catch (IOException e) {
      return unread(
          DiagnosticCode.FILE_UNREADABLE,
          "cannot be read",
          "a baseline is a file that can be read");
    }
  }

  private BaselineReader.Result unread(DiagnosticCode code, String message, String hint) {
    return new BaselineReader.Result(
        Baseline.NONE,
        List.of(Diagnostic.at(SourceLocation.startOf(name), code, message).withHint(hint)));
  }

  /**
   * Writes that all that was found is accepted; what {@code report} knows of earlier decisions
   * stays.
   *
   * @return what was done, or that nothing could be
   */
  public Diagnostic accept(CheckReport report) {
    Baseline accepted = report.baseline().accepting(report);
    try {
      PolicyFiles.write(path, accepted.toJson());
    } catch (IOException e) {
      return PolicyFiles.unwritable(List.of(Path.of(name)));
    }
    long added = accepted.countNotIn(report.baseline());
    Diagnostic done =
        Diagnostic.of(
            DiagnosticCode.BASELINE_WRITTEN,
            "wrote %s: %d accepted, of which %d new; %d taken out"
                .formatted(
                    quote(name),
                    accepted.acceptances().size(),
                    added,
                    report.baseline().countNotIn(accepted)));
    long unjustified = accepted.countUnjustified();
    return unjustified == 0
        ? done
        : done.withHint(
            "without a `justification` are "
                + unjustified
                + ": say why, and write the last day as `expires` where it is to end");
  }
}
