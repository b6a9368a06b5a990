package io.github.ecspolicy.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What cases cannot say; the rules themselves are in {@code iam-cases}. */
class EffectivePermissionsTest {

  private static final String ACCOUNT = "111122223333";
  private static final String SECRET =
      "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf";
  private static final AccessRequest REQUEST =
      new AccessRequest("secretsmanager:GetSecretValue", SECRET);

  @Test
  void theArnOfASessionLeavesOutThePathOfItsRole() {
    Caller.Role role =
        new Caller.Role("arn:aws:iam::111122223333:role/team/app", Optional.of("task-1"));
    Principal session =
        new Principal(Principal.Type.AWS, "arn:aws:sts::111122223333:assumed-role/app/task-1");
    assertEquals(Decision.ALLOWED, decide(role, session));
    assertEquals(Decision.ALLOWED, decide(role, new Principal(Principal.Type.AWS, role.arn())));
    assertEquals(
        Decision.IMPLICITLY_DENIED,
        decide(role, new Principal(Principal.Type.AWS, "arn:aws:iam::111122223333:role/app")));
  }

  @Test
  void anAccountIsOneOfItsPartition() {
    Caller.Role role = new Caller.Role("arn:aws-cn:iam::111122223333:role/app");
    Principal china = new Principal(Principal.Type.AWS, "arn:aws-cn:iam::111122223333:role/app");
    Principal other = new Principal(Principal.Type.AWS, "arn:aws:iam::111122223333:role/app");
    assertEquals(Decision.ALLOWED, decide(role, china));
    assertEquals(Decision.IMPLICITLY_DENIED, decide(role, other));
  }

  private static Decision decide(Caller.Role role, Principal principal) {
    Statement statement =
        new Statement(
            Optional.empty(), Effect.ALLOW, Selection.of("*"), Selection.of("*"), List.of());
    ResourcePolicy policy =
        new ResourcePolicy(
            Optional.empty(), List.of(new ResourceStatement(Principals.of(principal), statement)));
    return EffectivePermissions.of(role, List.of())
        .decide(REQUEST, ResourceOwner.withPolicy(ACCOUNT, policy));
  }

  @Test
  void aPartOfAStatementCanBeAskedAlone() {
    Caller.Role role = new Caller.Role("arn:aws:iam::111122223333:role/app");
    AccessRequest request =
        EffectivePermissions.of(role, List.of())
            .known(REQUEST, ResourceOwner.withoutPolicy(ACCOUNT));
    Condition condition =
        new Condition(
            ConditionOperator.of(Comparison.STRING_EQUALS),
            "aws:PrincipalAccount",
            List.of(ACCOUNT));
    assertEquals(Match.YES, condition.test(request));
    assertEquals(Match.UNKNOWN, condition.test(REQUEST));
    String secrets = "arn:aws:secretsmanager:*:*:secret:";
    assertEquals(Match.YES, ResourcePattern.of(secrets + "app-??????").matches(request));
    assertEquals(Match.NO, ResourcePattern.of(secrets + "web-??????").matches(request));
    assertEquals(
        Match.UNKNOWN, ResourcePattern.of(secrets + "${aws:PrincipalTag/team}-*").matches(request));
    assertEquals(true, ResourcePattern.of(SECRET).isLiteral());
    assertEquals(false, ResourcePattern.of(secrets).isLiteral());
    assertThrows(IllegalArgumentException.class, () -> ResourcePattern.of(" "));
  }

  @Test
  void whatTheRequestSaysComesBeforeWhatIsKnown() {
    AccessRequest said =
        new AccessRequest(
            REQUEST.action(), REQUEST.resource(), Map.of("AWS:PrincipalAccount", List.of()));
    assertEquals(
        Map.of("aws:principalaccount", List.of()),
        said.with(Map.of("aws:principalaccount", List.of(ACCOUNT))).context());
  }

  @Test
  void aPolicyThatIsThereIsKnown() {
    ResourcePolicy policy = ResourcePolicy.defaultOfKey(ACCOUNT);
    assertThrows(
        IllegalArgumentException.class,
        () -> new ResourceOwner(ACCOUNT, Optional.of(policy), false));
  }
}
