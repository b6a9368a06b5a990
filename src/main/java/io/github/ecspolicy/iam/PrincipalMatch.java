package io.github.ecspolicy.iam;

import java.util.List;

/**
 * As what a caller is meant by the principals of a statement. That decides which other policies
 * still have a say.
 *
 * @param account its account, which decides by identity policies
 * @param role its role, which a permissions boundary limits
 * @param caller the session or the service itself, also as one of all principals
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html">Policy
 *     evaluation for requests within a single account</a>
 */
record PrincipalMatch(Match account, Match role, Match caller) {

  static final PrincipalMatch NONE = new PrincipalMatch(Match.NO, Match.NO, Match.NO);

  private static PrincipalMatch caller(Match match) {
    return new PrincipalMatch(Match.NO, Match.NO, match);
  }

  Match any() {
    return account.or(role).or(caller);
  }

  PrincipalMatch and(Match match) {
    return new PrincipalMatch(account.and(match), role.and(match), caller.and(match));
  }

  PrincipalMatch or(PrincipalMatch other) {
    return new PrincipalMatch(
        account.or(other.account), role.or(other.role), caller.or(other.caller));
  }

  /**
   * How the principals of a statement mean a caller.
   *
   * @param alwaysDenied whether the caller has a permissions boundary and the effect is to deny:
   *     "The NotPrincipal element with a Deny effect will always deny any IAM principal that has a
   *     permissions boundary policy attached, regardless of the values specified"
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html">Permissions
   *     boundaries for IAM entities</a>
   */
  static PrincipalMatch of(Principals principals, Caller caller, boolean alwaysDenied) {
    PrincipalMatch listed = listed(principals.principals(), caller);
    if (!principals.allBut()) {
      return listed;
    }
    return alwaysDenied ? caller(Match.YES) : caller(leftOut(principals, listed, caller).not());
  }

  private static PrincipalMatch listed(List<Principal> principals, Caller caller) {
    return principals.stream()
        .map(principal -> of(principal, caller))
        .reduce(NONE, PrincipalMatch::or);
  }

  // "If an assumed-role user is being evaluated, AWS might validate the account first, then the
  // role, and then the assumed-role user. [...] we strongly recommend that you [...] include both
  // the ARN for a role and the ARN for the account containing that role." What comes of one
  // without the other depends on the service.
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html#specifying-notprincipal
  private static Match leftOut(Principals principals, PrincipalMatch listed, Caller caller) {
    boolean everyone = principals.principals().stream().anyMatch(Principal::isAnyone);
    if (everyone || caller instanceof Caller.Service) {
      return listed.caller();
    }
    if (listed.any() == Match.NO) {
      return Match.NO;
    }
    return listed.account().and(listed.role()) == Match.YES ? Match.YES : Match.UNKNOWN;
  }

  private static PrincipalMatch of(Principal principal, Caller caller) {
    if (principal.isAnyone()) {
      return caller(Match.YES);
    }
    if (caller instanceof Caller.Role role) {
      return principal.type() == Principal.Type.AWS ? of(principal.id(), role) : NONE;
    }
    boolean same =
        principal.type() == Principal.Type.SERVICE
            && caller instanceof Caller.Service service
            && service.name().equals(principal.id());
    return caller(Match.of(same));
  }

  // "You cannot use a wildcard to match part of a principal name or ARN."
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#Principal_specifying
  private static PrincipalMatch of(String id, Caller.Role role) {
    String prefix = "arn:" + role.partition() + ":";
    boolean account =
        id.equals(role.account()) || id.equals(prefix + "iam::" + role.account() + ":root");
    String sessions = prefix + "sts::" + role.account() + ":assumed-role/" + role.name() + "/";
    Match session = Match.NO;
    if (id.startsWith(sessions)) {
      session =
          role.session().map(name -> Match.of(id.equals(sessions + name))).orElse(Match.UNKNOWN);
    }
    return new PrincipalMatch(Match.of(account), Match.of(id.equals(role.arn())), session);
  }
}
