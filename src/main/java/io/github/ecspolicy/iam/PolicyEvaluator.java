package io.github.ecspolicy.iam;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Decides calls by identity policies: an explicit deny wins, then any allow, else the call is
 * implicitly denied. What depends on a value that the request does not say is {@link
 * Decision#CONDITIONAL}, never a guess.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Policy
 *     evaluation logic</a>
 */
public final class PolicyEvaluator {

  private final Map<String, List<Rule>> rulesByLiteralResource = new HashMap<>();
  private final List<Rule> rulesWithResourcePatterns = new ArrayList<>();

  public PolicyEvaluator(PolicyDocument... policies) {
    this(List.of(policies));
  }

  /** An evaluator for policies that are attached to the same role. */
  public PolicyEvaluator(List<PolicyDocument> policies) {
    policies.stream().flatMap(policy -> policy.statements().stream()).forEach(this::index);
  }

  /** What IAM answers to the call. */
  public Decision decide(AccessRequest request) {
    String action = request.action().toLowerCase(Locale.ROOT);
    RequestContext context = new RequestContext(request.context());
    Verdict verdict = new Verdict();
    for (Rule rule : rulesByLiteralResource.getOrDefault(request.resource(), List.of())) {
      if (rule.hasAction(action)) {
        verdict.add(rule.effect(), rule.test(context));
      }
    }
    for (Rule rule : rulesWithResourcePatterns) {
      if (rule.hasAction(action)) {
        Match resource = rule.matchesResource(request.resource(), context);
        if (resource != Match.NO) {
          verdict.add(rule.effect(), resource.and(rule.test(context)));
        }
      }
    }
    return verdict.decision();
  }

  // thousands of literal ARNs in one policy are usual, so these are looked up, not walked
  private void index(Statement statement) {
    Rule rule = Rule.of(statement);
    for (String resource : new HashSet<>(statement.resources())) {
      if (ResourcePattern.isLiteral(resource)) {
        rulesByLiteralResource.computeIfAbsent(resource, key -> new ArrayList<>()).add(rule);
      }
    }
    if (!rule.resourcePatterns().isEmpty()) {
      rulesWithResourcePatterns.add(rule);
    }
  }

  /** What the statements seen so far say together. */
  private static final class Verdict {
    private Match allowed = Match.NO;
    private Match denied = Match.NO;

    void add(Effect effect, Match match) {
      switch (effect) {
        case ALLOW -> allowed = allowed.or(match);
        case DENY -> denied = denied.or(match);
      }
    }

    Decision decision() {
      if (denied == Match.YES) {
        return Decision.EXPLICITLY_DENIED;
      }
      return switch (allowed.and(denied.not())) {
        case YES -> Decision.ALLOWED;
        case UNKNOWN -> Decision.CONDITIONAL;
        case NO -> Decision.IMPLICITLY_DENIED;
      };
    }
  }

  /** A statement made ready for many requests. */
  private record Rule(
      Effect effect,
      Set<String> literalActions,
      List<Glob> actionPatterns,
      List<ResourcePattern> resourcePatterns,
      List<Condition> conditions) {

    static Rule of(Statement statement) {
      Set<String> literalActions = new HashSet<>();
      List<Glob> actionPatterns = new ArrayList<>();
      for (String action : statement.actions()) {
        Glob glob = new Glob(action.toLowerCase(Locale.ROOT));
        if (glob.isLiteral()) {
          literalActions.add(glob.pattern());
        } else {
          actionPatterns.add(glob);
        }
      }
      List<ResourcePattern> resourcePatterns =
          statement.resources().stream()
              .filter(resource -> !ResourcePattern.isLiteral(resource))
              .map(ResourcePattern::of)
              .toList();
      return new Rule(
          statement.effect(),
          literalActions,
          actionPatterns,
          resourcePatterns,
          statement.conditions());
    }

    boolean hasAction(String lowerCaseAction) {
      return literalActions.contains(lowerCaseAction)
          || actionPatterns.stream().anyMatch(glob -> glob.matches(lowerCaseAction));
    }

    Match matchesResource(String resource, RequestContext context) {
      Match match = Match.NO;
      for (ResourcePattern pattern : resourcePatterns) {
        if (resource.startsWith(pattern.literalPrefix())) {
          match = match.or(pattern.matches(resource, context));
        }
      }
      return match;
    }

    Match test(RequestContext context) {
      return conditions.stream()
          .map(condition -> condition.test(context))
          .reduce(Match.YES, Match::and);
    }
  }

  /** A resource that may match more than its own text. */
  private record ResourcePattern(String header, String lastField, String literalPrefix) {

    static boolean isLiteral(String resource) {
      return literalPrefix(resource).equals(resource) && ArnPattern.isComplete(resource);
    }

    static ResourcePattern of(String resource) {
      int lastField = ArnPattern.lastFieldStart(resource);
      return new ResourcePattern(
          resource.substring(0, lastField), resource.substring(lastField), literalPrefix(resource));
    }

    private static String literalPrefix(String resource) {
      for (int i = 0; i < resource.length(); i++) {
        if ("*?$".indexOf(resource.charAt(i)) >= 0) {
          return resource.substring(0, i);
        }
      }
      return resource;
    }

    // Variables stand after the fifth colon only:
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-wheretouse
    Match matches(String resource, RequestContext context) {
      return ExpandedText.EMPTY
          .plusPattern(header)
          .plus(context.expandPattern(lastField))
          .matches(resource, pattern -> ArnPattern.ofResource(pattern).matches(resource));
    }
  }
}
