package io.github.ecspolicy.check;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.iam.Glob;
import io.github.ecspolicy.iam.Selection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Calls that people may make, to show by one of them what a policy allows. The actions of the
 * services that ECS calls are there with the resources they are about; of others, a few.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html">
 *     Actions, resources, and condition keys for AWS services</a>
 */
final class SampleCalls {
  private static final String FILE = "actions.tsv";
  private static final String EVERYTHING = "*";

  /** From actions to the ARNs of things that nobody has. */
  private static final Map<String, String> RESOURCES = read();

  private static final Map<String, List<String>> BY_SERVICE =
      RESOURCES.keySet().stream()
          .collect(
              Collectors.groupingBy(SampleCalls::service, LinkedHashMap::new, Collectors.toList()));

  private static final int NAME = 5;
  private static final Pattern SEPARATOR = Pattern.compile("[:/]");

  private final Arn place;

  /**
   * @param place any ARN in the account and Region to make the calls in
   */
  SampleCalls(Arn place) {
    this.place = place;
  }

  private static Map<String, String> read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                SampleCalls.class.getResourceAsStream(FILE), StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .map(line -> line.split("\t"))
          .collect(
              Collectors.toMap(
                  cells -> cells[0], cells -> cells[1], (one, other) -> one, LinkedHashMap::new));
    } catch (IOException e) {
      throw new UncheckedIOException(FILE + " in the jar cannot be read", e);
    }
  }

  /** Returns actions that {@code selection} picks out, at least one. */
  List<String> actions(Selection selection) {
    List<Glob> patterns = selection.patterns().stream().map(Glob::new).toList();
    List<String> known =
        nearby(selection)
            .filter(
                action ->
                    patterns.stream().anyMatch(each -> each.matchesIgnoreCase(action))
                        != selection.allBut())
            .toList();
    return known.isEmpty() && !selection.allBut()
        ? selection.patterns().stream().map(SampleCalls::actionLike).toList()
        : known;
  }

  /** Actions of the services that are named, of all if one may be any. */
  private static Stream<String> nearby(Selection selection) {
    Set<String> services =
        selection.patterns().stream()
            .map(pattern -> service(pattern.toLowerCase(Locale.ROOT)))
            .collect(Collectors.toSet());
    boolean mayBeAny =
        selection.allBut() || services.stream().anyMatch(each -> !new Glob(each).isLiteral());
    return BY_SERVICE.entrySet().stream()
        .filter(each -> mayBeAny || services.contains(each.getKey()))
        .flatMap(each -> each.getValue().stream());
  }

  private static String service(String action) {
    int end = action.indexOf(':');
    return end < 0 ? EVERYTHING : action.substring(0, end);
  }

  /** Returns an action of a service that is not known here. */
  private static String actionLike(String pattern) {
    String name = pattern.substring(pattern.indexOf(':') + 1);
    String service = pattern.substring(0, pattern.length() - name.length());
    return service + (name.equals(EVERYTHING) ? "List" : name.replace("*", "").replace('?', 'x'));
  }

  /** Returns something that {@code action} may be called on and that nobody needs. */
  String another(String action) {
    return RESOURCES
        .getOrDefault(action, EVERYTHING)
        .replace("${Partition}", place.partition())
        .replace("${Region}", place.region())
        .replace("${Account}", place.account());
  }

  /** Returns an ARN that {@code pattern} stands for, in this place where it leaves that open. */
  String like(String pattern) {
    String[] parts = pattern.split(":", NAME + 1);
    if (parts.length <= NAME) {
      return pattern.equals(EVERYTHING) ? pattern : filled(pattern);
    }
    return String.join(
        ":",
        parts[0],
        open(parts[1], place.partition()),
        filled(parts[2]),
        open(parts[3], place.region()),
        open(parts[4], place.account()),
        filled(parts[NAME]));
  }

  private static String open(String part, String value) {
    return new Glob(part).matches(value) ? value : filled(part);
  }

  private static String filled(String pattern) {
    return pattern.replace("*", "another").replace('?', 'x');
  }

  /** Returns {@code true} if {@code action} can be called on {@code resource}: it has its form. */
  boolean isCall(String action, String resource) {
    Optional<String> form = Optional.ofNullable(RESOURCES.get(action));
    if (form.isEmpty()) {
      return isOfService(action, resource);
    }
    return form.get().equals(EVERYTHING)
        ? resource.equals(EVERYTHING)
        : shape(form.get()).equals(shape(resource));
  }

  /** Returns {@code true} if {@code pattern} may stand for what {@code action} is called on. */
  boolean mayBeCalled(String action, String pattern) {
    String form = RESOURCES.getOrDefault(action, "");
    Optional<Arn> listed = Arn.parse(pattern);
    if (form.equals(EVERYTHING) || listed.isEmpty()) {
      return pattern.equals(EVERYTHING);
    }
    Optional<Arn> real = Arn.parse(form);
    if (real.isEmpty()) {
      return isOfService(action, pattern);
    }
    String type = SEPARATOR.split(listed.get().resource(), 2)[0];
    boolean isOfType =
        real.get().service().equals("s3")
            ? new Glob(listed.get().resource()).isLiteral()
                ? isCall(action, pattern)
                : listed.get().resource().contains("/") == form.contains("/")
                    || listed.get().resource().endsWith(EVERYTHING)
            : hasNoType(real.get())
                || new Glob(type).matches(SEPARATOR.split(real.get().resource(), 2)[0]);
    return new Glob(listed.get().service()).matches(real.get().service()) && isOfType;
  }

  /** Queues and topics have their name alone in their ARNs. */
  private static boolean hasNoType(Arn arn) {
    return !SEPARATOR.matcher(arn.resource()).find();
  }

  private static boolean isOfService(String action, String resource) {
    return resource.equals(EVERYTHING)
        || Arn.parse(resource)
            .filter(arn -> action.toLowerCase(Locale.ROOT).startsWith(arn.service() + ":"))
            .isPresent();
  }

  /** What kind of thing an ARN is of: the service, and the words around names. */
  private static List<String> shape(String text) {
    Optional<Arn> arn = Arn.parse(text);
    if (arn.isEmpty()) {
      return List.of();
    }
    String resource = arn.get().resource();
    String type =
        switch (arn.get().service()) {
          case "s3" -> resource.contains("/") ? "object" : "bucket";
          case "logs" ->
              resource.endsWith(":log-stream:")
                  ? "group"
                  : resource.contains(":log-stream:") ? "stream" : resource;
          default -> hasNoType(arn.get()) ? "" : SEPARATOR.split(resource, 2)[0];
        };
    return Stream.of(arn.get().service(), type).toList();
  }
}
