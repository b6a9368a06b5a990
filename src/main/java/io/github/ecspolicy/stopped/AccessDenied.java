package io.github.ecspolicy.stopped;

import static io.github.ecspolicy.stopped.ReasonText.WORD;
import static io.github.ecspolicy.stopped.ReasonText.literal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An access denied error message: {@code User: PRINCIPAL is not authorized to perform: ACTION on
 * resource: RESOURCE because …}.
 *
 * @param principal as written
 * @param action such as {@code ssm:GetParameters}
 * @param resource an ARN or {@code *}, as written; empty if the message names none, or not all of
 *     it
 * @param isCut whether a resource is named, but not all of it
 * @param isJoined whether what was read was broken over lines, and put together again
 * @param reason what follows, as far as the next message of this kind
 * @param start where it starts in the text
 * @param end where the resource ends
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html">
 *     access denied error messages</a>
 */
record AccessDenied(
    String principal,
    String action,
    Optional<String> resource,
    boolean isCut,
    boolean isJoined,
    ReasonText reason,
    int start,
    int end) {

  private static final Pattern MESSAGE =
      Pattern.compile(
          literal("User: ")
              + "\"?(?<principal>"
              + WORD
              + ")\"?\\s*+"
              + literal("is not authorized to perform")
              + "\\n?:?\\s*+(?<action>[a-z0-9-]{1,64}(?:\\n[a-z0-9-]{1,64})?\\n?:\\n?[a-z0-9]{1,128}"
              + "(?:\\n(?!(?:on|with|because)\\s)[a-z0-9]{1,128})?)"
              + "(?:\\s*+"
              + literal("on ")
              + "(?:"
              + literal("the ")
              + ")?"
              + literal("resource")
              + "\\n?:?\\s*+(?:\"(?<quoted>[^\"]{1,2048})\""
              + "|(?<resource>\\*(?=\\s|$)|"
              + literal("arn:")
              + WORD
              + ")))?",
          Pattern.CASE_INSENSITIVE);

  /** What a sentence may put after an ARN, which never ends so. */
  private static final Pattern AFTER = Pattern.compile("[.,;)\\]}]+$");

  private static final Pattern CUT = Pattern.compile("(?:\\.{3,}|…)[\\s.,;)\\]}]*$");

  /**
   * At these lengths ECS cuts reasons.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Container.html">reason</a>
   */
  private static final List<Integer> LENGTHS_OF_CUT_TEXTS = List.of(255, 1024);

  /** Returns all messages of this kind in {@code given}, in their order. */
  static List<AccessDenied> in(ReasonText given) {
    String text = given.text();
    List<AccessDenied> found = new ArrayList<>();
    Matcher matcher = MESSAGE.matcher(text);
    boolean more = matcher.find();
    while (more) {
      String principal = matcher.group("principal");
      String action = matcher.group("action");
      String named =
          Optional.ofNullable(matcher.group("quoted"))
              .or(() -> Optional.ofNullable(matcher.group("resource")))
              .orElse("");
      int start = matcher.start();
      int end = matcher.end();
      more = matcher.find();
      ReasonText reason = given.part(end, more ? matcher.start() : text.length());
      boolean isCut =
          CUT.matcher(named).find()
              || given.mayGoOn(end)
              || end == text.length() && LENGTHS_OF_CUT_TEXTS.contains(text.length());
      found.add(
          new AccessDenied(
              ReasonText.withoutBreaks(principal),
              ReasonText.withoutBreaks(action),
              Optional.of(AFTER.matcher(ReasonText.withoutBreaks(named)).replaceFirst(""))
                  .filter(resource -> !resource.isEmpty() && !isCut),
              isCut && !named.isEmpty(),
              (principal + action + named).indexOf('\n') >= 0,
              reason,
              start,
              end));
    }
    return found;
  }
}
