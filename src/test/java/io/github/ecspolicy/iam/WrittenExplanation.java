package io.github.ecspolicy.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;

/**
 * An explanation as cases write it. What goes without saying is left out: that a mismatch is
 * certain, that nothing is excluded or unknown.
 */
final class WrittenExplanation {

  private static final JsonMapper JSON = new JsonMapper();

  private WrittenExplanation() {}

  static JsonNode of(Explanation explanation) {
    ObjectNode node = JSON.createObjectNode();
    if (!explanation.obstacles().isEmpty()) {
      ArrayNode obstacles = node.putArray("obstacles");
      explanation.obstacles().forEach(each -> obstacles.add(words(each)));
    }
    put(node, "unknownKeys", explanation.unknownKeys());
    ArrayNode statements = node.putArray("statements");
    explanation.statements().forEach(each -> statements.add(of(each)));
    return node;
  }

  private static String words(Obstacle obstacle) {
    String verb = obstacle.denies() ? " denies" : " does not allow";
    return obstacle.policy() + (obstacle.certainty() == Match.YES ? verb : " perhaps" + verb);
  }

  private static ObjectNode of(StatementExplanation explanation) {
    ObjectNode node = JSON.createObjectNode();
    StatementExplanation.Place place = explanation.place();
    node.put("at", place.type() + "/" + place.policy() + "/" + place.statement());
    node.put("match", explanation.match().toString());
    ArrayNode mismatches = node.putArray("mismatches");
    explanation.mismatches().forEach(each -> mismatches.add(of(each)));
    return node;
  }

  private static ObjectNode of(Mismatch mismatch) {
    ObjectNode node = JSON.createObjectNode();
    if (mismatch instanceof Mismatch.OfAction action) {
      node.put("element", action.excluded() ? "NotAction" : "Action");
      node.put("pattern", action.pattern());
    } else if (mismatch instanceof Mismatch.OfResource resource) {
      node.put("element", resource.excluded() ? "NotResource" : "Resource");
      node.put("pattern", resource.pattern());
      resource.segment().ifPresent(segment -> node.put("segment", segment.toString()));
      node.put("wanted", resource.wanted());
      node.put("had", resource.had());
    } else if (mismatch instanceof Mismatch.OfCondition condition) {
      node.put("element", "Condition");
      node.put("operator", condition.condition().operator().toString());
      node.put("key", condition.condition().key());
      put(node, "wanted", condition.condition().values());
      node.put("cause", condition.cause().toString());
      put(node, "had", condition.had());
    } else if (mismatch instanceof Mismatch.OfPrincipal principal) {
      node.put("element", principal.principals().allBut() ? "NotPrincipal" : "Principal");
      node.set("wanted", principal.principals().toJsonNode());
    } else if (mismatch instanceof Mismatch.OfResourceNotSaid) {
      node.put("element", "Resource");
      node.put("cause", "NOT_SAID");
    } else {
      throw new AssertionError(mismatch);
    }
    if (mismatch.match() == Match.UNKNOWN) {
      node.put("match", "UNKNOWN");
    }
    put(node, "unknownKeys", mismatch.unknownKeys());
    return node;
  }

  private static void put(ObjectNode node, String name, Collection<String> texts) {
    if (!texts.isEmpty()) {
      texts.forEach(node.withArray(name)::add);
    }
  }
}
