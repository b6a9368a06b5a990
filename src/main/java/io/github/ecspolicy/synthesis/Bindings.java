package io.github.ecspolicy.synthesis;

import java.util.List;
import java.util.Map;

/**
 * The values for the placeholders of a template.
 *
 * @param scalars placeholder to its text
 * @param lists placeholder to its texts, in the order in which they shall stand
 */
record Bindings(Map<String, String> scalars, Map<String, List<String>> lists) {
  Bindings {
    scalars = Map.copyOf(scalars);
    lists = Map.copyOf(lists);
  }
}
