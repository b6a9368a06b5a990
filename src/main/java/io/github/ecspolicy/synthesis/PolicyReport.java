package io.github.ecspolicy.synthesis;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.iam.PolicyDocument;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.requirements.Requirements;
import io.github.ecspolicy.template.Origin;
import io.github.ecspolicy.template.Symbols;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything there is to say about a run: what front ends print and renderers write.
 *
 * @param policies one for each execution role, sorted by role
 * @param diagnostics sorted by place
 * @param inputs what was read: task definitions, parameters and inventories, each sorted
 * @param symbols what stands in the policies for texts that only AWS will know
 * @param toolVersion of the program that made it
 * @param requirements what policies are made of, where they are to be merged with others first
 */
public record PolicyReport(
    List<RolePolicy> policies,
    List<Diagnostic> diagnostics,
    List<Input> inputs,
    Symbols symbols,
    String toolVersion,
    Requirements requirements) {
  /** Errors that are about the policy as it is, and not about what it lacks. */
  private static final Set<DiagnosticCode> ABOUT_WHAT_IS_THERE =
      Set.of(
          DiagnosticCode.COMPACT_UNPROVEN,
          DiagnosticCode.POLICY_NAME_LENGTH,
          DiagnosticCode.POLICY_OVER_QUOTA);

  /**
   * An input by content.
   *
   * @param source as the user named it
   * @param sha256 of its bytes, in lower-case hexadecimal; empty if nobody asked for that
   */
  public record Input(String source, String sha256) {
    /** Returns {@code sources} as a report names them, whatever they were read for. */
    public static List<Input> of(List<Requirements.Source> sources) {
      return sources.stream().map(each -> new Input(each.name(), each.sha256())).toList();
    }
  }

  /**
   * The policy of one execution role.
   *
   * @param role empty where no task definition names one
   * @param tasks the names of the task definitions that use the role, sorted
   * @param kind how it is to be attached
   * @param name for the policy in IAM
   * @param policy without statements if there is nothing to allow
   * @param parts the documents to attach, which together are the policy: one unless it is split
   * @param replaces the managed policy of AWS's that the role needs no more once this one stands
   * @param trustPolicy who may assume the role, if that was asked for
   * @param grants in the order of the policy; none where nobody asks for reasons
   * @param patterns those that stand for several resources, by their texts
   * @param references what was resolved, in the order of the inputs; none either
   * @param origins what the task definitions stand in, each once, in the order of the inputs
   * @param advisories what else there is to know when deploying these tasks
   */
  public record RolePolicy(
      Optional<ExecutionRole> role,
      List<String> tasks,
      PolicyKind kind,
      String name,
      PolicyDocument policy,
      List<Part> parts,
      Optional<Arn> replaces,
      Optional<TrustPolicy> trustPolicy,
      List<Grant> grants,
      List<ResourcePatterns.Pattern> patterns,
      List<ResolvedReference> references,
      List<Origin> origins,
      List<Advisory> advisories) {
    public RolePolicy {
      tasks = List.copyOf(tasks);
      parts = List.copyOf(parts);
      grants = List.copyOf(grants);
      patterns = List.copyOf(patterns);
      references = List.copyOf(references);
      origins = List.copyOf(origins);
      advisories = List.copyOf(advisories);
    }

    private RolePolicy withoutRole() {
      return new RolePolicy(
          Optional.empty(),
          tasks,
          kind,
          name,
          policy,
          parts,
          replaces,
          trustPolicy,
          grants,
          patterns,
          references,
          origins,
          advisories);
    }

    /** Returns where the task definitions stand in templates of CloudFormation. */
    public List<Origin.Stack> stacks() {
      return origins.stream()
          .filter(Origin.Stack.class::isInstance)
          .map(Origin.Stack.class::cast)
          .toList();
    }

    /** Returns {@code true} if the tasks read nothing with their execution role. */
    public boolean isEmpty() {
      return policy.statements().isEmpty();
    }
  }

  /**
   * A policy document to attach.
   *
   * @param number tells the parts of one policy apart, in no gapless order; 1 if there is one
   * @param name for the policy in IAM
   */
  public record Part(int number, String name, PolicyDocument policy) {}

  /**
   * Something outside the policy that these tasks depend on.
   *
   * @param text one or two sentences
   * @param source the AWS page that says so
   */
  public record Advisory(String text, String source) {}

  public PolicyReport {
    policies = List.copyOf(policies);
    diagnostics = List.copyOf(diagnostics);
    inputs = List.copyOf(inputs);
  }

  /** Returns this report without the roles that need nothing. */
  public PolicyReport withoutEmptyPolicies() {
    return new PolicyReport(
        policies.stream()
            .filter(policy -> !policy.isEmpty() || policy.trustPolicy().isPresent())
            .toList(),
        diagnostics,
        inputs,
        symbols,
        toolVersion,
        requirements);
  }

  /** Returns this report as if nothing were said of roles whose names only AWS will know. */
  public PolicyReport withoutSymbolicRoles() {
    return new PolicyReport(
        policies.stream().map(this::withoutSymbolicRole).toList(),
        diagnostics,
        inputs,
        symbols,
        toolVersion,
        requirements);
  }

  private RolePolicy withoutSymbolicRole(RolePolicy policy) {
    boolean isKnown = RoleName.of(policy, symbols).filter(role -> role.known().isEmpty()).isEmpty();
    return isKnown ? policy : policy.withoutRole();
  }

  /** Returns this report with a single one of its policies. */
  public PolicyReport only(RolePolicy policy) {
    return new PolicyReport(
        List.of(policy), diagnostics, inputs, symbols, toolVersion, requirements);
  }

  /** Returns why this report cannot be written as a single policy document, if it cannot. */
  public Optional<Diagnostic> refusalOfSeveralRoles() {
    if (policies.size() < 2) {
      return Optional.empty();
    }
    String roles =
        policies.stream()
            .map(policy -> RoleName.shown(policy, symbols).map(role -> quote(role)).orElse("none"))
            .collect(Collectors.joining(", "));
    return Optional.of(
        Diagnostic.of(
                DiagnosticCode.ROLES_SEVERAL,
                "the task definitions have several execution roles: " + roles)
            .withHint(
                "write one file for each with ",
                Setting.OUTPUT_DIR,
                ", choose one with ",
                Setting.ROLE_NAME,
                ", or write one policy for all with ",
                Setting.MERGE));
  }

  /** Returns why this report cannot be written as a single file of JSON, if it cannot. */
  public Optional<Diagnostic> refusalOfSeveralDocuments() {
    return policies.stream()
        .filter(policy -> policy.parts().size() > 1)
        .findFirst()
        .map(
            policy ->
                Diagnostic.of(
                        DiagnosticCode.DOCUMENTS_SEVERAL,
                        "the policy is split into "
                            + policy.parts().size()
                            + " documents, and one file of JSON holds one")
                    .withHint(
                        "write one file for each with ",
                        Setting.OUTPUT_DIR,
                        ", or choose another ",
                        Setting.FORMAT));
  }

  /**
   * Returns this report for somebody who wants its policies in spite of its errors: it says first
   * that they lack something.
   */
  public PolicyReport inSpiteOfErrors() {
    long missing =
        diagnostics.stream()
            .filter(Diagnostic::isError)
            .filter(each -> !ABOUT_WHAT_IS_THERE.contains(each.code()))
            .count();
    if (missing == 0) {
      return this;
    }
    Diagnostic incomplete =
        Diagnostic.of(
                DiagnosticCode.POLICY_INCOMPLETE,
                "the policy is incomplete: what "
                    + (missing == 1 ? "1 error is about" : missing + " errors are about")
                    + " is not in it")
            .withHint("tasks that need more than it allows do not start: correct the errors first");
    return new PolicyReport(
        policies,
        Stream.concat(Stream.of(incomplete), diagnostics.stream()).toList(),
        inputs,
        symbols,
        toolVersion,
        requirements);
  }

  /** Returns the templates that the policies are for. */
  public List<Origin.Template> templates() {
    return policies.stream()
        .flatMap(policy -> policy.stacks().stream())
        .map(Origin.Stack::template)
        .distinct()
        .toList();
  }

  /** Returns why this report cannot be written as part of a template, if it cannot. */
  public Optional<Diagnostic> refusalOfSeveralTemplates() {
    List<Origin.Template> templates = templates();
    if (templates.size() < 2) {
      return Optional.empty();
    }
    String sources =
        templates.stream()
            .map(each -> quote(each.source()))
            .sorted()
            .collect(Collectors.joining(", "));
    return Optional.of(
        policies.size() == 1
            ? Diagnostic.of(
                    DiagnosticCode.TEMPLATES_SEVERAL,
                    "one policy would be for task definitions of several templates: " + sources)
                .withHint("read one template at a time")
            : Diagnostic.of(
                    DiagnosticCode.TEMPLATES_SEVERAL,
                    "the policies are for several templates: " + sources)
                .withHint(
                    "read one template at a time, or write one file for each role with ",
                    Setting.OUTPUT_DIR));
  }

  /** Returns {@code true} if something in the input could not be understood. */
  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }
}
