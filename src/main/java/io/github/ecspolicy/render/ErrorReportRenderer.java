package io.github.ecspolicy.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecspolicy.iam.PolicyJson;
import io.github.ecspolicy.stopped.Caller;
import io.github.ecspolicy.stopped.ErrorExplanation;
import io.github.ecspolicy.stopped.ErrorReport;
import io.github.ecspolicy.stopped.ErrorReport.MissingPolicy;
import io.github.ecspolicy.stopped.Step;
import java.util.List;
import java.util.Locale;

/** What stopped tasks say, explained: for people, or for programs. */
public final class ErrorReportRenderer {
  /** A service starts its tasks again and again, each with the same error. */
  private static final int MOST_ORIGINS = 5;

  private ErrorReportRenderer() {}

  /** Returns the text for a terminal: what is wrong, what to do, and what to paste. */
  public static String text(ErrorReport report) {
    Page page = new Page(false);
    boolean first = true;
    for (ErrorExplanation explanation : report.explanations()) {
      if (!first) {
        page.blank();
      }
      first = false;
      explanation(explanation, page);
    }
    report.missing().forEach(missing -> missing(missing, page));
    return page.toString();
  }

  private static void explanation(ErrorExplanation explanation, Page page) {
    page.line(explanation.verdict() + "[" + explanation.code() + "]: " + explanation.message());
    List<String> origins = explanation.origins();
    origins.stream().limit(MOST_ORIGINS).forEach(origin -> page.line("  in: " + origin));
    if (origins.size() > MOST_ORIGINS) {
      page.line("  in: " + (origins.size() - MOST_ORIGINS) + " more");
    }
    for (Step step : explanation.steps()) {
      page.line("  do: " + step.words());
      step.command().ifPresent(command -> command(page, command));
    }
    page.line("  see: " + explanation.source());
  }

  private static void missing(MissingPolicy missing, Page page) {
    String role = missing.caller().words(true);
    page.blank();
    switch (missing.recipient()) {
      case ROLE -> page.line("add to " + role + ":");
      case PERMISSIONS_BOUNDARY -> page.line("add to the permissions boundary of " + role + ":");
    }
    page.blank().verbatim(JsonText.visible(missing.policy().toJson()));
    page.blank();
    switch (missing.recipient()) {
      case ROLE -> {
        if (missing.caller().role().isEmpty()) {
          page.line("  do: look up which role that is");
          command(
              page,
              "aws ecs describe-task-definition --task-definition FAMILY --query"
                  + " taskDefinition.executionRoleArn");
        }
        page.line(
            "  do: save it as policy.json, and choose a new name, since a policy of the same name is"
                + " replaced");
        command(
            page,
            "aws iam put-role-policy --role-name "
                + missing.caller().role().orElse("ROLE")
                + " --policy-name NEW-NAME --policy-document file://policy.json");
      }
      case PERMISSIONS_BOUNDARY ->
          page.line("  do: have whoever owns the boundary add the statements to its policy");
    }
    page.line("  do: let the service try again at once");
    command(
        page, "aws ecs update-service --cluster CLUSTER --service SERVICE --force-new-deployment");
    page.line(
        "  do: AWS names one missing permission at a time, this writes all that the task needs");
    command(
        page,
        "aws ecs describe-task-definition --task-definition FAMILY | ecs-policy generate --scope"
            + " all -");
  }

  private static void command(Page page, String command) {
    page.line("      $ " + command);
  }

  /** Returns the same as JSON; every object has all its members. */
  public static String json(ErrorReport report) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("recognised", report.isRecognised());
    ArrayNode explanations = root.putArray("explanations");
    report.explanations().forEach(each -> explanations.add(explanation(each)));
    ArrayNode missing = root.putArray("missing");
    for (MissingPolicy each : report.missing()) {
      ObjectNode node = missing.addObject();
      node.put("recipient", each.recipient().toString());
      node.set("caller", caller(each.caller()));
      node.set("policy", each.policy().toJsonNode());
    }
    return JsonText.visible(PolicyJson.indented(root)) + "\n";
  }

  private static ObjectNode explanation(ErrorExplanation explanation) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("verdict", explanation.verdict().toString());
    node.put("code", explanation.code());
    node.put("message", explanation.message());
    explanation.origins().forEach(node.putArray("origins")::add);
    node.set("caller", caller(explanation.caller()));
    node.put("action", explanation.action().orElse(null));
    node.put("resource", explanation.resource().orElse(null));
    node.put("recipient", explanation.recipient().map(Enum::toString).orElse(null));
    ArrayNode statements = node.putArray("statements");
    explanation.statements().statements().forEach(each -> statements.add(each.toJsonNode()));
    ArrayNode steps = node.putArray("steps");
    for (Step step : explanation.steps()) {
      steps.addObject().put("do", step.words()).put("run", step.command().orElse(null));
    }
    node.put("source", explanation.source());
    return node;
  }

  private static ObjectNode caller(Caller caller) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("kind", caller.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    node.put("role", caller.role().orElse(null));
    node.put("account", caller.account().orElse(null));
    node.put("principal", caller.text().isEmpty() ? null : caller.text());
    return node;
  }
}
