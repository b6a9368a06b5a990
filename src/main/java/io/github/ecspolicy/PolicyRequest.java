package io.github.ecspolicy;

import io.github.ecspolicy.aws.Alphabet;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.diagnostic.Observation;
import io.github.ecspolicy.reference.KeyInventory;
import io.github.ecspolicy.reference.PolicyScope;
import io.github.ecspolicy.reference.Reference.Scope;
import io.github.ecspolicy.synthesis.PolicyKind;
import io.github.ecspolicy.synthesis.SynthesisOptions;
import io.github.ecspolicy.template.TemplateValues;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a front end asks for.
 *
 * @param inputs where the task definitions are
 * @param given where the tasks run, as the user says; overrules the task definitions
 * @param fallback where they run if neither the user nor the task definition says it
 * @param scope what the policies cover
 * @param keys which key protects what, as settings say it
 * @param roles which roles to write policies for
 * @param shape what the policies look like
 * @param unknownKeys what a reference is whose key nobody named
 */
public record PolicyRequest(
    Inputs inputs,
    TargetAccount given,
    TargetAccount fallback,
    PolicyScope scope,
    KeyInventory keys,
    Roles roles,
    Shape shape,
    UnknownKeys unknownKeys) {

  /** What a reference is whose key nobody named. */
  public enum UnknownKeys {
    /** Counted in a note. */
    NOTE,
    /** An error. */
    FAIL
  }

  /**
   * Where the task definitions are, and what the accounts hold.
   *
   * @param arguments files, folders, globs, or {@code -} for standard input
   * @param inventories the same for inventories
   * @param base the folder that relative arguments start from
   * @param stdin what {@code -} reads
   * @param credentialSpecs files with the content of credential specs, each {@code FILE} or {@code
   *     LOCATION=FILE}
   * @param values what the user knows of values that templates leave open
   * @param parameterFiles files with values of the parameters of templates; {@code values} counts
   *     more
   * @param skipUnsupported whether sources in languages that are not evaluated are left out, if
   *     there is something else to read
   * @param listSkipped whether each file in a folder that holds no task definition is named
   * @param observation what is to be known of reading them
   */
  public record Inputs(
      List<String> arguments,
      List<String> inventories,
      Path base,
      InputStream stdin,
      List<String> credentialSpecs,
      TemplateValues values,
      List<String> parameterFiles,
      boolean skipUnsupported,
      boolean listSkipped,
      Observation observation) {
    public Inputs {
      arguments = List.copyOf(arguments);
      inventories = List.copyOf(inventories);
      credentialSpecs = List.copyOf(credentialSpecs);
      parameterFiles = List.copyOf(parameterFiles);
    }

    private Inputs of(List<String> others, InputStream otherStdin, Observation other) {
      return new Inputs(
          others,
          inventories,
          base,
          otherStdin,
          credentialSpecs,
          values,
          parameterFiles,
          skipUnsupported,
          listSkipped,
          other);
    }
  }

  /**
   * Which roles to write policies for.
   *
   * @param name only the role of this name, and the name of the role where the input has none
   * @param merge one policy for everything, whatever the roles
   */
  public record Roles(Optional<String> name, boolean merge) {}

  /**
   * What the policies look like.
   *
   * @param templates a folder with templates of the user's own, or the name of a built-in set
   * @param conditions which conditions are added
   * @param kind how the policy is to be attached, which decides how long it may be
   * @param policyName for the policy in IAM; a name made from the tasks if empty
   * @param fitting what happens to a policy that is too long
   * @param trustPolicy whether to write the role's trust policy too
   * @param printed what the output holds beside them
   * @param purpose what they are for
   */
  public record Shape(
      Optional<String> templates,
      SynthesisOptions conditions,
      PolicyKind kind,
      Optional<String> policyName,
      Fitting fitting,
      boolean trustPolicy,
      Printed printed,
      Purpose purpose) {
    /** A policy that nobody attaches: others are compared with it. */
    public static final Shape TO_COMPARE =
        new Shape(
            Optional.empty(),
            new SynthesisOptions(false, List.of()),
            PolicyKind.INLINE,
            Optional.empty(),
            new Fitting(false, false),
            false,
            Printed.ALL,
            Purpose.COMPARE);
  }

  /**
   * What an output holds beside policies.
   *
   * @param symbols whether it can hold what only AWS will know
   * @param reasons whether it tells what needs the things that a policy allows
   */
  public record Printed(boolean symbols, boolean reasons) {
    /** All there is. */
    public static final Printed ALL = new Printed(true, true);
  }

  /** What policies are for. */
  public enum Purpose {
    /** To be attached to roles. */
    WRITE,
    /** To be held against others, which are. */
    COMPARE,
    /** To be written once what other task definitions need is known too. */
    MERGE
  }

  /**
   * What happens to a policy that is too long.
   *
   * @param split whether it becomes several
   * @param compact whether its resources become patterns where they match nothing else that exists
   */
  public record Fitting(boolean split, boolean compact) {}

  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html
  static final int LONGEST_POLICY_NAME = 128;

  private static final Alphabet POLICY_NAME = new Alphabet("_+=,.@-");

  /** Returns {@code true} if IAM takes {@code text} for the name of a policy. */
  public static boolean isPolicyName(String text) {
    return POLICY_NAME.spells(text, LONGEST_POLICY_NAME);
  }

  /** Returns {@code true} if no policy is wanted yet, only what it will be made of. */
  boolean isToBeMerged() {
    return shape.purpose() == Purpose.MERGE;
  }

  /** Returns the same with another extent of its scope. */
  PolicyRequest within(Scope extent) {
    return new PolicyRequest(
        inputs, given, fallback, scope.within(extent), keys, roles, shape, unknownKeys);
  }

  /** Returns the same for other task definitions, with what standard input holds. */
  PolicyRequest reading(List<String> arguments, InputStream stdin) {
    return of(inputs.of(arguments, stdin, inputs.observation()));
  }

  /** Returns the same, with this to be known of reading the inputs. */
  public PolicyRequest observed(Observation observation) {
    return of(inputs.of(inputs.arguments(), inputs.stdin(), observation));
  }

  private PolicyRequest of(Inputs others) {
    return new PolicyRequest(others, given, fallback, scope, keys, roles, shape, unknownKeys);
  }
}
