package io.github.ecspolicy.check;

import io.github.ecspolicy.diagnostic.Hint;
import io.github.ecspolicy.diagnostic.Severity;
import io.github.ecspolicy.diagnostic.Sha256;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.iam.Statement;
import io.github.ecspolicy.reference.Reference;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One thing that is not as it should be with what a role is allowed.
 *
 * @param code the stable word it is listed under
 * @param role the name of the role, or what stands for it
 * @param subject what it is about, in words that only change if that does: no lines, no numbers
 * @param message what is the matter: one sentence, user text in backticks
 * @param cure the smallest change that mends it
 * @param location where: in a task definition what is not allowed, in a policy what is too much
 * @param neededBy the fields of task definitions that need what is missing
 * @param statement of a policy that it is about
 * @param toAdd the statement that is missing
 * @param witness a request that shows it
 * @param startError what ECS says when it starts a task
 */
public record Finding(
    FindingCode code,
    String role,
    String subject,
    String message,
    Hint cure,
    Optional<SourceLocation> location,
    List<Reference> neededBy,
    Optional<AttachedStatement> statement,
    Optional<Statement> toAdd,
    Optional<Witness> witness,
    Optional<String> startError) {

  /** What matters most first, and then by place. */
  public static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::role)
          .thenComparing(Finding::severity, Comparator.reverseOrder())
          .thenComparing(Finding::location, SourceLocation.NONE_LAST)
          .thenComparing(Finding::code)
          .thenComparing(Finding::subject);

  private static final int FINGERPRINT_BYTES = 10;

  public Finding {
    neededBy = List.copyOf(neededBy);
  }

  static Finding of(FindingCode code, String role, String subject, String message, Hint cure) {
    return new Finding(
        code,
        role,
        subject,
        message,
        cure,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  Finding at(SourceLocation place) {
    return with(Optional.of(place), neededBy, statement, toAdd, witness, startError);
  }

  Finding neededBy(List<Reference> fields) {
    return with(location, fields, statement, toAdd, witness, startError);
  }

  Finding in(AttachedStatement source) {
    return with(location, neededBy, Optional.of(source), toAdd, witness, startError);
  }

  Finding mendedBy(Optional<Statement> missing) {
    return with(location, neededBy, statement, missing, witness, startError);
  }

  Finding shownBy(Witness request) {
    return with(location, neededBy, statement, toAdd, Optional.of(request), startError);
  }

  Finding seenAs(String error) {
    return with(location, neededBy, statement, toAdd, witness, Optional.of(error));
  }

  private Finding with(
      Optional<SourceLocation> place,
      List<Reference> fields,
      Optional<AttachedStatement> source,
      Optional<Statement> missing,
      Optional<Witness> request,
      Optional<String> error) {
    return new Finding(
        code, role, subject, message, cure, place, fields, source, missing, request, error);
  }

  /** Returns the same with its texts as {@code rewrite} has them. */
  public Finding withTexts(UnaryOperator<String> rewrite) {
    return new Finding(
        code,
        rewrite.apply(role),
        rewrite.apply(subject),
        rewrite.apply(message),
        cure.withTexts(rewrite),
        location,
        neededBy,
        statement,
        toAdd,
        witness,
        startError.map(rewrite));
  }

  /** Returns how much it matters. */
  public Severity severity() {
    return code.severity();
  }

  /**
   * Returns what tells this finding from others, in this run and in the next: the same as long as
   * it is the same code about the same thing, wherever that has moved.
   */
  public String fingerprint() {
    return fingerprint(code, role, subject);
  }

  static String fingerprint(FindingCode code, String role, String subject) {
    MessageDigest sha256 = Sha256.digest();
    for (String part : List.of(code.toString(), role, subject)) {
      sha256.update(part.getBytes(StandardCharsets.UTF_8));
      sha256.update((byte) 0);
    }
    return HexFormat.of().formatHex(sha256.digest(), 0, FINGERPRINT_BYTES);
  }
}
