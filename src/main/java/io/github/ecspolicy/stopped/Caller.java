package io.github.ecspolicy.stopped;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.aws.TargetAccount;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who made a call, as error messages name it.
 *
 * @param kind what ECS has to do with it
 * @param text as written; empty for a role, each task having a session of its own
 * @param role the name of the role, without its path, which the ARN of a session does not have
 * @param account 12 digits
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html">identifiers</a>
 */
public record Caller(Kind kind, String text, Optional<String> role, Optional<String> account) {

  /** Whose credentials were used. */
  public enum Kind {
    /** A role that ECS assumed for a task: its execution role, or its task role. */
    ROLE_OF_A_TASK,
    /** The role of the container instance, whose sessions bear the name of the instance. */
    CONTAINER_INSTANCE,
    /** A role that only AWS services assume. */
    SERVICE_LINKED,
    /** A person or a pipeline. */
    OTHER,
    /** The text does not say. */
    UNKNOWN
  }

  /** What is known of the caller where a text names none. */
  public static final Caller NOT_NAMED =
      new Caller(Kind.UNKNOWN, "", Optional.empty(), Optional.empty());

  private static final Pattern SESSION = Pattern.compile("assumed-role/(?<role>[^/]+)/(?<name>.+)");

  private static final Pattern INSTANCE = Pattern.compile("m?i-[0-9a-f]{8,17}");

  private static final String SERVICE_LINKED = "AWSServiceRoleFor";

  /** How IAM Identity Center calls the roles of people. */
  private static final String PEOPLE = "AWSReservedSSO_";

  /** Returns who {@code principal} is, as it stands after {@code User:}. */
  static Caller parse(String principal) {
    Optional<Arn> arn = Arn.parse(principal);
    Optional<String> account = arn.map(Arn::account).filter(TargetAccount::isAccount);
    Matcher session = SESSION.matcher(arn.map(Arn::resource).orElse(""));
    boolean isSession = session.matches() && arn.orElseThrow().service().equals("sts");
    if (!isSession || ExecutionRole.parse(session.group("role")).isEmpty()) {
      return new Caller(Kind.OTHER, principal, Optional.empty(), account);
    }
    String role = session.group("role");
    Kind kind = kind(role, session.group("name"));
    return new Caller(kind, kind == Kind.OTHER ? principal : "", Optional.of(role), account);
  }

  private static Kind kind(String role, String session) {
    if (role.startsWith(SERVICE_LINKED)) {
      return Kind.SERVICE_LINKED;
    }
    if (role.startsWith(PEOPLE) || session.contains("@")) {
      return Kind.OTHER;
    }
    return INSTANCE.matcher(session).matches() ? Kind.CONTAINER_INSTANCE : Kind.ROLE_OF_A_TASK;
  }

  /**
   * Returns the words for it.
   *
   * @param forStart whether it made a call that ECS makes to start a task
   */
  public String words(boolean forStart) {
    return switch (kind) {
      case ROLE_OF_A_TASK -> (forStart ? "the task execution role" : "the role") + named();
      case CONTAINER_INSTANCE -> "the container instance role" + named();
      case SERVICE_LINKED -> "the service-linked role" + named();
      case OTHER -> quote(text);
      case UNKNOWN -> "the task execution role";
    };
  }

  private String named() {
    return role.map(name -> " " + quote(name)).orElse("")
        + account.map(id -> " of account " + id).orElse("");
  }
}
