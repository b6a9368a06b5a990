package io.github.ecspolicy.requirements;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.aws.Partition;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.diagnostic.Hint;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.diagnostic.Severity;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.reference.KeyStatus;
import io.github.ecspolicy.reference.KmsKey;
import io.github.ecspolicy.reference.PossibleResource;
import io.github.ecspolicy.reference.Reference;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.reference.ResolvedReference.Kind;
import io.github.ecspolicy.task.TaskDefinition.Form;
import io.github.ecspolicy.task.TaskDefinition.LogConfiguration;
import io.github.ecspolicy.template.Origin;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What one line tells. */
sealed interface RequirementLine {
  /** Adds it to a whole. */
  void addTo(RequirementsFold fold);

  /** A task definition, and one thing it needs unless it needs nothing. */
  record OfTask(TaskOutline task, Optional<ResolvedReference> need) implements RequirementLine {
    @Override
    public void addTo(RequirementsFold fold) {
      fold.add(task, need.stream().toList());
    }
  }

  /** Something to say. */
  record Remark(Diagnostic diagnostic) implements RequirementLine {
    @Override
    public void addTo(RequirementsFold fold) {
      fold.add(diagnostic);
    }
  }

  /** Something to say of the first of those that are alike. */
  record RemarkOnFirst(Requirements.OfFirst said) implements RequirementLine {
    @Override
    public void addTo(RequirementsFold fold) {
      fold.add(said);
    }
  }

  /** Something that is not to be said. */
  record Settled(Diagnostic diagnostic) implements RequirementLine {
    @Override
    public void addTo(RequirementsFold fold) {
      fold.addSettled(diagnostic);
    }
  }

  /** An input. */
  record OfSource(Requirements.Source source) implements RequirementLine {
    @Override
    public void addTo(RequirementsFold fold) {
      fold.add(source);
    }
  }

  /** Reads what stands in {@code line} beside its version and scope. */
  static RequirementLine read(LineMembers line) throws LineException {
    if (line.has(Names.DIAGNOSTIC)) {
      Diagnostic diagnostic = diagnostic(line.object(Names.DIAGNOSTIC));
      return line.has(Names.OF_FIRST)
          ? new RemarkOnFirst(ofFirst(line.object(Names.OF_FIRST), diagnostic))
          : new Remark(diagnostic);
    }
    if (line.has(Names.SETTLED)) {
      return settled(diagnostic(line.object(Names.SETTLED)));
    }
    if (line.has(Names.SOURCE)) {
      return new OfSource(source(line.object(Names.SOURCE)));
    }
    TaskOutline task = task(line.object(Names.TASK));
    return new OfTask(
        task, line.has(Names.NEEDS) ? Optional.of(need(line, task.name())) : Optional.empty());
  }

  /** That a setting is of no use is never an error; what is one stays so, whatever others say. */
  private static Settled settled(Diagnostic diagnostic) throws LineException {
    if (diagnostic.isError()) {
      throw LineException.shape("an error is never settled");
    }
    return new Settled(diagnostic);
  }

  private static Requirements.Source source(LineMembers members) throws LineException {
    Requirements.Source source =
        new Requirements.Source(
            members.value(
                "use",
                "what an input is read for",
                text -> Names.named(text, Requirements.Source.Use.values())),
            members.text("name"),
            sha256(members, "sha256"));
    members.conclude();
    return source;
  }

  private static String sha256(LineMembers members, String name) throws LineException {
    return members.value(
        name,
        "64 hexadecimal digits",
        text -> Optional.of(text).filter(each -> each.matches("[0-9a-f]{64}")));
  }

  private static Requirements.OfFirst ofFirst(LineMembers members, Diagnostic diagnostic)
      throws LineException {
    Requirements.OfFirst said =
        new Requirements.OfFirst(sha256(members, "likeness"), members.place(), diagnostic);
    members.conclude();
    return said;
  }

  private static Diagnostic diagnostic(LineMembers members) throws LineException {
    Diagnostic diagnostic =
        new Diagnostic(
            members.value(
                "code",
                "the code of a diagnostic",
                text -> Names.named(text, DiagnosticCode.values())),
            members.value("severity", "a severity", text -> Names.named(text, Severity.values())),
            Quotation.visible(members.text("message")),
            members.has("hint") ? Optional.of(hint(members)) : Optional.empty(),
            members.has("at") ? Optional.of(members.place()) : Optional.empty());
    members.conclude();
    return diagnostic;
  }

  private static Hint hint(LineMembers members) throws LineException {
    return new Hint(
        members.mixed(
            "hint",
            text -> (Hint.Part) new Hint.Text(Quotation.visible(text)),
            RequirementLine::setting));
  }

  private static Hint.Part setting(LineMembers members) throws LineException {
    Setting setting =
        members.value("setting", "a setting", text -> Names.named(text, Setting.values()));
    return members.has("value") ? setting.to(Quotation.visible(members.text("value"))) : setting;
  }

  private static TaskOutline task(LineMembers members) throws LineException {
    TaskOutline task =
        new TaskOutline(
            members.text("name"),
            members.value("form", "`whole` or `containers-only`", RequirementLine::form),
            members.optionalText("executionRoleArn"),
            members.optionalValue("role", "the ARN or the name of a role", ExecutionRole::parse),
            place(members),
            members.texts("launchTypes"),
            members.flag("logsToCloudWatch"),
            members.has("terraform") ? terraform(members.object("terraform")) : Origin.ALONE,
            members.place());
    members.conclude();
    return task;
  }

  private static Optional<Form> form(String text) {
    return Names.named(text, Form.values());
  }

  private static TargetAccount place(LineMembers members) throws LineException {
    return new TargetAccount(region(members), account(members));
  }

  private static Optional<String> region(LineMembers members) throws LineException {
    return members.optionalValue(
        "region",
        "a Region",
        text -> Optional.of(text).filter(each -> Partition.ofRegion(each).isPresent()));
  }

  private static Optional<String> account(LineMembers members) throws LineException {
    return members.optionalValue(
        "account",
        "the 12 digits of an account",
        text -> Optional.of(text).filter(TargetAccount::isAccount));
  }

  private static Origin terraform(LineMembers members) throws LineException {
    Origin origin =
        new Origin.Configuration(
            members.text("address"),
            members.optionalText("role"),
            members.flag("roleRepeated"),
            members.texts("services"),
            region(members),
            account(members));
    members.conclude();
    return origin;
  }

  /**
   * Reads what a task definition needs.
   *
   * @param task its name
   */
  static ResolvedReference need(LineMembers line, String task) throws LineException {
    Kind kind =
        line.value(Names.NEEDS, "a kind of thing", text -> Names.named(text, Kind.values()));
    Optional<Arn> resource = line.optionalValue(Names.RESOURCE, "an ARN", Arn::parse);
    KeyStatus key = key(line.object(Names.KEY));
    if (!PossibleResource.is(kind, resource) || !PossibleResource.isUnder(key, kind)) {
      throw new LineException(
          DiagnosticCode.REQUIREMENT_RESOURCE,
          "no reference to a "
              + quote(Names.of(kind))
              + " comes to "
              + resource.map(arn -> quote(arn.toString())).orElse("all of them")
              + (PossibleResource.is(kind, resource) ? " under a key" : ""),
          "a requirement names one thing as AWS does, without wildcards: resolve the task"
              + " definitions again");
    }
    return new ResolvedReference(
        reference(line.object(Names.REFERENCE), task), kind, resource, key);
  }

  private static KeyStatus key(LineMembers members) throws LineException {
    String status = members.text("status");
    KeyStatus key =
        members.has("arn")
            ? new KeyStatus.CustomerKey(
                members.value("arn", "the ARN of a key or of an alias", KmsKey::parse))
            : Stream.of(
                    new KeyStatus.AwsManaged(),
                    new KeyStatus.NotEncrypted(),
                    new KeyStatus.Unknown(),
                    new KeyStatus.NotDecrypted(),
                    new KeyStatus.NoKey())
                .filter(each -> each.words().equals(status))
                .findFirst()
                .orElseThrow(() -> LineException.shape("no key has the status " + quote(status)));
    if (!key.words().equals(status)) {
      throw LineException.shape("a key with an ARN has the status " + quote(key.words()));
    }
    members.conclude();
    return key;
  }

  private static Reference reference(LineMembers members, String task) throws LineException {
    Reference.Field field =
        members.value(
            "field",
            "a field that ECS reads with the execution role",
            text ->
                Arrays.stream(Reference.Field.values())
                    .filter(each -> each.path().equals(text))
                    .findFirst());
    String text = members.text("valueFrom");
    Optional<String> container = members.optionalText("container");
    Optional<String> name = members.optionalText("name");
    boolean windows = members.flag("windows");
    Optional<Boolean> streamNamedByEcs =
        members.has("streamNamedByEcs")
            ? Optional.of(members.flag("streamNamedByEcs"))
            : Optional.empty();
    SourceLocation at = members.place();
    members.conclude();
    return new Reference(
        field,
        new FieldValue(text, at),
        task,
        container,
        name,
        streamNamedByEcs.map(byEcs -> log(byEcs, at)),
        windows);
  }

  /** Returns what {@code need} is for the task definition of another name, where it stands. */
  static ResolvedReference need(ResolvedReference need, String task, FieldValue value) {
    Reference reference = need.reference();
    return new ResolvedReference(
        new Reference(
            reference.field(),
            value,
            task,
            reference.container(),
            reference.name(),
            reference.log().map(log -> log(reference.isStreamNamedByEcs(), value.location())),
            reference.windows()),
        need.kind(),
        need.resource(),
        need.key());
  }

  /** A log configuration of which no more is known than whether ECS names the streams. */
  private static LogConfiguration log(boolean streamNamedByEcs, SourceLocation at) {
    return new LogConfiguration(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        !streamNamedByEcs,
        at);
  }
}
