package io.github.ecspolicy.check;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.iam.AccessRequest;
import io.github.ecspolicy.iam.Decision;
import io.github.ecspolicy.synthesis.Grant;
import io.github.ecspolicy.template.Symbols;
import java.util.List;
import java.util.Optional;

/** What two versions of the same allow or need differently. */
public sealed interface DiffReport {
  /** Returns what could not be read or understood, sorted by place. */
  List<Diagnostic> diagnostics();

  /** Returns {@code true} if a role gains or loses something. */
  boolean hasDifferences();

  /** Returns {@code true} if something in the input could not be understood. */
  default boolean hasErrors() {
    return diagnostics().stream().anyMatch(Diagnostic::isError);
  }

  /**
   * Two versions of task definitions.
   *
   * @param roles sorted by name
   * @param before what stands in what is lost for texts that only AWS will know
   * @param after the same for what is gained
   */
  record OfTasks(
      List<RoleChange> roles, Symbols before, Symbols after, List<Diagnostic> diagnostics)
      implements DiffReport {
    public OfTasks {
      roles = List.copyOf(roles);
      diagnostics = List.copyOf(diagnostics);
    }

    @Override
    public boolean hasDifferences() {
      return roles.stream().anyMatch(role -> !role.gained().isEmpty() || !role.lost().isEmpty());
    }
  }

  /**
   * What the tasks of a role need more than before, and what no more.
   *
   * @param role empty where no task definition names one
   * @param familiesBefore the names of its task definitions before, sorted
   * @param familiesAfter the same after
   */
  record RoleChange(
      Optional<String> role,
      List<String> familiesBefore,
      List<String> familiesAfter,
      List<Grant> gained,
      List<Grant> lost) {
    public RoleChange {
      familiesBefore = List.copyOf(familiesBefore);
      familiesAfter = List.copyOf(familiesAfter);
      gained = List.copyOf(gained);
      lost = List.copyOf(lost);
    }
  }

  /**
   * Two versions of policies.
   *
   * @param roles sorted by name
   */
  record OfPolicies(List<PolicyChange> roles, List<Diagnostic> diagnostics) implements DiffReport {
    public OfPolicies {
      roles = List.copyOf(roles);
      diagnostics = List.copyOf(diagnostics);
    }

    @Override
    public boolean hasDifferences() {
      return roles.stream().anyMatch(role -> !role.gained().isEmpty() || !role.lost().isEmpty());
    }
  }

  /**
   * What a role is allowed more than before, and what no more.
   *
   * @param role empty where nothing says which it is
   * @param isRewritten whether the policies are written differently
   */
  record PolicyChange(
      Optional<String> role,
      List<ChangedPermission> gained,
      List<ChangedPermission> lost,
      boolean isRewritten) {
    public PolicyChange {
      gained = List.copyOf(gained);
      lost = List.copyOf(lost);
    }
  }

  /**
   * A permission that allows something more, or did.
   *
   * @param statement it stands in: a new one if it is gained, an old one if it is lost
   * @param action as it is written there
   * @param resource as it is written there
   * @param witness a request that shows it
   * @param before how that was answered
   * @param after how it is answered now
   */
  record ChangedPermission(
      AttachedStatement statement,
      String action,
      String resource,
      AccessRequest witness,
      Decision before,
      Decision after) {
    public ChangedPermission {
      if (before == after) {
        throw new IllegalArgumentException("a witness makes a difference");
      }
    }
  }
}
