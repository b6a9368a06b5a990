package io.github.ecspolicy.stopped;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecspolicy.iam.JsonTree;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the messages of AWS mean, as {@code stopped-reasons.json} lists it. Of each list, the first
 * entry that fits counts.
 *
 * @param stages what ECS does to start a task
 * @param callers who makes calls that are not ECS's
 * @param actions the calls that ECS does not make with the execution role
 * @param refusals which policy refused a call, as what follows the call says
 * @param texts messages that name no call
 * @param others what is said where nothing fits
 * @param remarks what is said beside the rest, by name
 */
record KnownReasons(
    List<StartStage> stages,
    List<KnownReason> callers,
    List<KnownReason> actions,
    List<KnownReason> refusals,
    List<KnownReason> texts,
    List<KnownReason> others,
    Map<String, Step> remarks) {
  private static final String TABLE = "stopped-reasons.json";
  private static final String ANY = "*";

  KnownReasons {
    stages = List.copyOf(stages);
    callers = List.copyOf(callers);
    actions = List.copyOf(actions);
    refusals = List.copyOf(refusals);
    texts = List.copyOf(texts);
    others = List.copyOf(others);
    remarks = Map.copyOf(remarks);
  }

  /** Returns the table that is in the jar. */
  static KnownReasons builtIn() {
    try (InputStream in = KnownReasons.class.getResourceAsStream(TABLE)) {
      JsonNode table = JsonTree.read(in);
      return new KnownReasons(
          list(table, "stages", KnownReasons::stage),
          list(table, "callers", KnownReasons::reason),
          list(table, "actions", KnownReasons::reason),
          list(table, "refusals", KnownReasons::reason),
          list(table, "texts", KnownReasons::reason),
          list(table, "others", KnownReasons::reason),
          remarks(table.path("remarks")));
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException(TABLE + " in the jar is broken", e);
    }
  }

  /**
   * Returns what a refused call is a case of.
   *
   * @param ofProgram whether the message is worded as ECS never does
   * @param stage what ECS was doing, by its name
   */
  KnownReason of(AccessDenied call, Caller.Kind caller, boolean ofProgram, Optional<String> stage) {
    if (caller == Caller.Kind.SERVICE_LINKED) {
      return reason("service-linked-role");
    }
    if (StartCall.of(call.action()).isEmpty()) {
      KnownReason row = first(actions, each -> each.appliesTo(call.action(), stage));
      boolean isAnything = row.actions().contains(ANY);
      return isAnything && caller == Caller.Kind.OTHER ? reason("other-caller") : row;
    }
    if (caller == Caller.Kind.OTHER) {
      return reason("other-caller");
    }
    return ofProgram
        ? reason("program")
        : first(
            refusals,
            row ->
                row.appliesTo(call.action(), stage)
                    && (row.texts().isEmpty() || row.in(call.reason()).isPresent()));
  }

  /** Both lists end with an entry that fits everything. */
  private static KnownReason first(List<KnownReason> rows, Predicate<KnownReason> fits) {
    return rows.stream().filter(fits).findFirst().orElseThrow();
  }

  /** Returns what is said beside the rest. */
  Step remark(String name) {
    return Optional.ofNullable(remarks.get(name)).orElseThrow();
  }

  /** Returns the entry of {@link #others} or {@link #callers} that has this code. */
  KnownReason reason(String code) {
    return Stream.concat(others.stream(), callers.stream())
        .filter(each -> each.code().equals(code))
        .findFirst()
        .orElseThrow();
  }

  private static <T> List<T> list(JsonNode node, String name, Function<JsonNode, T> entry) {
    return node.path(name).valueStream().map(entry).toList();
  }

  private static StartStage stage(JsonNode node) {
    return new StartStage(
        text(node, "name"),
        list(node, "texts", text -> Phrase.of(text.textValue())),
        text(node, "doing"),
        text(node, "action"),
        optional(node, "resource"),
        optional(node, "service"),
        text(node, "endpoints"));
  }

  private static KnownReason reason(JsonNode node) {
    return new KnownReason(
        text(node, "code"),
        constant(Verdict.values(), text(node, "verdict")),
        list(node, "texts", text -> Phrase.of(text.textValue())),
        list(node, "actions", JsonNode::textValue),
        list(node, "stages", JsonNode::textValue),
        node.path("weak").booleanValue(),
        optional(node, "recipient").map(word -> constant(Recipient.values(), word)),
        text(node, "message"),
        list(node, "steps", KnownReasons::step),
        text(node, "source"));
  }

  private static Step step(JsonNode node) {
    return new Step(text(node, "do"), optional(node, "run"));
  }

  private static Map<String, Step> remarks(JsonNode node) {
    Map<String, Step> remarks = new HashMap<>();
    node.properties().forEach(member -> remarks.put(member.getKey(), step(member.getValue())));
    return remarks;
  }

  private static <E extends Enum<E>> E constant(E[] constants, String word) {
    return Arrays.stream(constants)
        .filter(each -> each.toString().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown word " + word));
  }

  private static String text(JsonNode node, String name) {
    return optional(node, name)
        .orElseThrow(() -> new IllegalArgumentException(name + " is missing in " + node));
  }

  private static Optional<String> optional(JsonNode node, String name) {
    return Optional.ofNullable(node.path(name).textValue());
  }
}
