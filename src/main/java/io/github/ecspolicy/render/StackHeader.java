package io.github.ecspolicy.render;

import static io.github.ecspolicy.diagnostic.Quotation.visible;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecspolicy.template.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says in comments what to do with resources for a template in YAML; JSON has no comments. */
final class StackHeader {
  private StackHeader() {}

  static String of(ObjectNode fragment, Optional<Origin.Template> template) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Add what follows to "
            + template.map(each -> visible(each.source())).orElse("a template")
            + ", section by section.");
    JsonNode metadata = fragment.at(StackFragment.METADATA);
    JsonNode merged = metadata.path(StackFragment.MERGED);
    if (!merged.isEmpty()) {
      lines.add("What MergeIntoResources shows is to be merged into resources that are there.");
    }
    if (!merged.findPath(StackFragment.DEPENDS_ON).isMissingNode()
        || !merged.findPath(StackFragment.WAITS_FOR).isMissingNode()) {
      lines.add("A service that does not depend on its policy may start tasks without it.");
    }
    if (metadata.has(StackFragment.TRUST)) {
      lines.add("TrustPolicies are for roles that are defined elsewhere.");
    }
    if (!metadata.isMissingNode()) {
      lines.add("This section of Metadata need not stay.");
    }
    StringBuilder comments = new StringBuilder();
    lines.forEach(line -> comments.append("# ").append(line).append('\n'));
    return comments.toString();
  }
}
