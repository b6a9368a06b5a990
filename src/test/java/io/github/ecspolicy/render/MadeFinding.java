package io.github.ecspolicy.render;

import io.github.ecspolicy.check.AttachedStatement;
import io.github.ecspolicy.check.Finding;
import io.github.ecspolicy.check.FindingCode;
import io.github.ecspolicy.check.Witness;
import io.github.ecspolicy.diagnostic.Hint;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.iam.AccessRequest;
import io.github.ecspolicy.iam.Decision;
import io.github.ecspolicy.iam.Statement;
import io.github.ecspolicy.reference.Reference;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A finding that is made by hand, part by part. */
final class MadeFinding {
  private final FindingCode code;
  private final String subject;
  private final String message;
  private final Hint cure;
  private Optional<SourceLocation> location = Optional.empty();
  private List<Reference> neededBy = List.of();
  private Optional<AttachedStatement> statement = Optional.empty();
  private Optional<Statement> toAdd = Optional.empty();
  private Optional<Witness> witness = Optional.empty();
  private Optional<String> startError = Optional.empty();

  MadeFinding(FindingCode code, String subject, String message, Object... cure) {
    this.code = code;
    this.subject = subject;
    this.message = message;
    this.cure = Hint.of(cure);
  }

  MadeFinding at(SourceLocation place) {
    location = Optional.of(place);
    return this;
  }

  /** Also shown where the first of them is. */
  MadeFinding neededBy(Reference... fields) {
    neededBy = List.of(fields);
    return location.isPresent() ? this : at(fields[0].value().location());
  }

  MadeFinding in(AttachedStatement source) {
    statement = Optional.of(source);
    return location.isPresent() ? this : at(source.location());
  }

  MadeFinding add(Statement missing) {
    toAdd = Optional.of(missing);
    return this;
  }

  MadeFinding shownBy(
      String action, String resource, String key, String value, Decision given, Decision needed) {
    Map<String, List<String>> context = key.isEmpty() ? Map.of() : Map.of(key, List.of(value));
    witness = Optional.of(new Witness(new AccessRequest(action, resource, context), given, needed));
    return this;
  }

  MadeFinding seenAs(String error) {
    startError = Optional.of(error);
    return this;
  }

  Finding on(String role) {
    return new Finding(
        code,
        role,
        subject,
        message,
        cure,
        location,
        neededBy,
        statement,
        toAdd,
        witness,
        startError);
  }
}
