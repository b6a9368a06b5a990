package io.github.ecspolicy.render;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.iam.AccessRequest;
import io.github.ecspolicy.iam.Decision;
import java.util.stream.Collectors;

/** A request that shows something, and what IAM answers, in words. */
final class RequestWords {
  private RequestWords() {}

  static String request(AccessRequest request) {
    String context =
        request.context().entrySet().stream()
            .filter(each -> !each.getValue().isEmpty())
            .map(each -> each.getKey() + "=" + String.join(",", each.getValue()))
            .collect(Collectors.joining(", "));
    return quote(request.action())
        + " on "
        + quote(request.resource())
        + (context.isEmpty() ? "" : " (" + Quotation.visible(context) + ")");
  }

  static String answer(Decision decision) {
    return switch (decision) {
      case ALLOWED -> "allowed";
      case CONDITIONAL -> "allowed under conditions";
      case IMPLICITLY_DENIED -> "not allowed";
      case EXPLICITLY_DENIED -> "denied";
    };
  }
}
