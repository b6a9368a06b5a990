package io.github.ecspolicy.iam;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A date of a policy: one of the W3C's ISO 8601 formats, from a year alone to a second with
 * fraction, or seconds since 1970. Four digits are a year.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date">Date
 *     condition operators</a>
 * @see <a href="https://www.w3.org/TR/NOTE-datetime">Date and Time Formats</a>
 */
record PointInTime(Instant instant) {

  private static final Pattern YEAR = Pattern.compile("[0-9]{4}");
  private static final Pattern MONTH = Pattern.compile("[0-9]{4}-[0-9]{2}");
  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern EPOCH_SECONDS = Pattern.compile("-?[0-9]{1,18}");

  static Optional<PointInTime> parse(String text) {
    try {
      return Optional.of(new PointInTime(instant(text)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Instant instant(String text) {
    if (YEAR.matcher(text).matches()) {
      return startOf(text + "-01-01");
    }
    if (MONTH.matcher(text).matches()) {
      return startOf(text + "-01");
    }
    if (DAY.matcher(text).matches()) {
      return startOf(text);
    }
    if (EPOCH_SECONDS.matcher(text).matches()) {
      return Instant.ofEpochSecond(Long.parseLong(text));
    }
    return OffsetDateTime.parse(text).toInstant();
  }

  private static Instant startOf(String day) {
    return LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
