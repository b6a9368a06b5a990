package io.github.ecspolicy.stopped;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the reasons in what somebody pasted: text, what {@code aws ecs describe-tasks}, {@code
 * describe-services}, {@code aws batch describe-jobs} or {@code aws logs} print, and events of
 * EventBridge and CloudTrail.
 */
final class ReasonReader {
  /** The members whose text says what went wrong. */
  private static final Set<String> MEMBERS =
      Set.of(
          "stoppedReason",
          "reason",
          "statusReason",
          "rolloutStateReason",
          "errorMessage",
          "CloudTrailEvent",
          "message",
          "Message",
          "@message");

  /** The services that ask KMS in the name of the role. */
  private static final Pattern CALLING_SERVICE =
      Pattern.compile("(ssm|secretsmanager|s3)(?:\\.[a-z0-9-]+)?\\.amazonaws\\.com");

  /** Documents within strings of documents. */
  private static final int DEEPEST = 4;

  /**
   * Where a message starts that stands for itself: the categories of stopped tasks, events of
   * services, and times.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html">
   *     stopped tasks error messages</a>
   */
  private static final Pattern START =
      Pattern.compile(
          "(?:TaskFailedToStart|ResourceInitializationError|SpotInterruption(?:Error)?|InternalError"
              + "|OutOfMemoryError|ContainerRuntime(?:Timeout)?Error|DockerTimeoutError"
              + "|Cannot(?:Start|Stop|Inspect|Create|Pull)[A-Za-z]*Error)\\b.*"
              + "|\\(?service (?!call )(?:\\([^)]*\\)|[A-Za-z0-9_-]+\\)?)[, ]+(?:\\([^)]*\\) )*"
              + "(?:has|was|is|failed|could|operations|deployment|registered|deregistered|Timed|task)"
              + " .*|[0-9]{4}-[0-9]{2}-[0-9]{2}[T ].*");

  private final List<StoppedReason> reasons = new ArrayList<>();

  private ReasonReader() {}

  /** Returns the reasons in their order; empty if {@code pasted} is a document without any. */
  static List<StoppedReason> read(String pasted) {
    ReasonReader reader = new ReasonReader();
    Optional<List<JsonNode>> documents = reader.documents(pasted);
    if (documents.isPresent()) {
      documents.get().forEach(document -> reader.walk(document, Optional.empty(), 0));
    } else {
      reader.paragraphs(ReasonText.cleaned(pasted));
    }
    return List.copyOf(reader.reasons);
  }

  /** The JSON documents that the text is, or empty if it is not all JSON. */
  private Optional<List<JsonNode>> documents(String text) {
    String start = text.strip();
    if (start.isEmpty() || "{[\"".indexOf(start.charAt(0)) < 0) {
      return Optional.empty();
    }
    // loads much, so only for a text that is JSON as far as one can see
    JsonMapper json = new JsonMapper(new JsonFactory());
    try (MappingIterator<JsonNode> values = json.readerFor(JsonNode.class).readValues(text)) {
      return Optional.of(values.readAll());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void walk(JsonNode node, Optional<String> origin, int depth) {
    if (node.isTextual()) {
      // What `--query` prints has no names any more.
      add(node.textValue(), origin, node, depth);
    } else if (node.isArray()) {
      node.forEach(item -> walk(item, origin, depth));
    } else if (node.isObject()) {
      members(node, origin(node).or(() -> origin), depth);
    }
  }

  private void members(JsonNode node, Optional<String> origin, int depth) {
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      JsonNode value = member.getValue();
      if (value.isTextual()) {
        if (MEMBERS.contains(member.getKey())) {
          add(reason(node, value.textValue()), origin, node, depth);
        }
      } else {
        containers(value, origin, depth);
      }
    }
  }

  /** The reasons of `failures` are single words, which mean something there only. */
  private static String reason(JsonNode node, String text) {
    return node.has("arn") && node.has("reason") ? "failure " + text : text;
  }

  /** Lists of bare strings in an object are arguments, tags and the like. */
  private void containers(JsonNode value, Optional<String> origin, int depth) {
    if (value.isObject()) {
      walk(value, origin, depth);
    } else {
      value
          .valueStream()
          .filter(JsonNode::isContainerNode)
          .forEach(item -> walk(item, origin, depth));
    }
  }

  /** A string may hold a document: the messages in a log group are events of CloudTrail. */
  private void add(String text, Optional<String> origin, JsonNode around, int depth) {
    Optional<List<JsonNode>> inner = depth < DEEPEST ? documents(text) : Optional.empty();
    if (inner
        .filter(documents -> documents.stream().anyMatch(JsonNode::isContainerNode))
        .isPresent()) {
      inner.get().forEach(document -> walk(document, origin, depth + 1));
    } else if (!text.isBlank()) {
      reasons.add(new StoppedReason(origin, ReasonText.of(text), service(around), true));
    }
  }

  private static Optional<String> origin(JsonNode node) {
    String task = node.path("taskArn").asText("");
    String container = node.path("name").asText("");
    String id = task.substring(task.lastIndexOf('/') + 1);
    if (id.isEmpty()) {
      return Optional.empty();
    }
    boolean isContainer = !container.isEmpty() && !node.has("stoppedReason");
    return Optional.of("task " + id + (isContainer ? ", container " + container : ""));
  }

  /** CloudTrail has the service that called in the place of an address. */
  private static Optional<String> service(JsonNode event) {
    return Stream.of(
            event.path("sourceIPAddress"),
            event.path("userAgent"),
            event.path("userIdentity").path("invokedBy"))
        .map(name -> CALLING_SERVICE.matcher(name.asText("")))
        .filter(Matcher::matches)
        .map(name -> name.group(1))
        .findFirst();
  }

  private void paragraphs(String cleaned) {
    List<String> lines = new ArrayList<>();
    for (String line : cleaned.lines().toList()) {
      if (line.isBlank() || START.matcher(line.strip()).matches()) {
        paragraph(lines);
        lines.clear();
      }
      if (!line.isBlank()) {
        lines.add(line);
      }
    }
    paragraph(lines);
  }

  private void paragraph(List<String> lines) {
    if (!lines.isEmpty()) {
      ReasonText text = ReasonText.of(String.join("\n", lines));
      reasons.add(new StoppedReason(Optional.empty(), text, Optional.empty(), false));
    }
  }
}
