package io.github.ecspolicy.render;

import io.github.ecspolicy.synthesis.PolicyReport;

/** The policy document and nothing else. */
final class JsonRenderer {
  private JsonRenderer() {}

  static String render(PolicyReport report) {
    if (report.policies().size() != 1) {
      throw new IllegalArgumentException("a JSON document holds the policy of one role");
    }
    return report.policies().get(0).policy().toJson() + "\n";
  }
}
