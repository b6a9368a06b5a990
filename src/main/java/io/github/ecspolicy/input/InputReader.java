package io.github.ecspolicy.input;

import io.github.ecspolicy.authorization.Authorizations;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Observation;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.input.DocumentCollector.Skips;
import io.github.ecspolicy.input.InputBatch.Digest;
import io.github.ecspolicy.inventory.Inventory;
import io.github.ecspolicy.task.TaskDefinition;
import io.github.ecspolicy.template.Origin;
import io.github.ecspolicy.template.Origin.Syntax;
import io.github.ecspolicy.template.Symbols;
import io.github.ecspolicy.template.TemplateValues;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads every task definition out of files, folders, globs and standard input. */
public final class InputReader {
  private InputReader() {}

  /** Returns what is read of a document. */
  static Wanted wanted() {
    return TaskDocuments.WANTED;
  }

  /**
   * Reads what {@code arguments} name, going on after a problem so that all are reported.
   *
   * @param arguments files, folders (what of them can hold such), globs, or {@code -}
   * @param base the folder that relative arguments start from
   * @param stdin what {@code -} reads; not closed
   * @param credentialSpecs the content of credential specs; others are looked for beside the task
   *     definition that names them
   * @param values what the user knows of values that templates leave open
   * @param skipUnsupported whether sources in languages that are not evaluated are left out, if
   *     there is something else to read
   * @param listSkipped whether each file in a folder that holds no task definition is named
   * @param withPolicies whether what templates and plans allow roles is read too
   */
  public static InputBatch read(
      List<String> arguments,
      Path base,
      InputStream stdin,
      List<CredentialSpecFile> credentialSpecs,
      TemplateValues values,
      boolean skipUnsupported,
      boolean listSkipped,
      boolean withPolicies) {
    List<TaskDefinition> tasks = new ArrayList<>();
    List<Diagnostic> diagnostics = new ArrayList<>();
    InputBatch rest =
        pass(
            arguments,
            base,
            stdin,
            credentialSpecs,
            values,
            skipUnsupported,
            listSkipped,
            new Receiver(
                task -> {
                  tasks.add(task);
                  return Optional.empty();
                },
                diagnostics,
                Observation.OF_DIGESTS),
            withPolicies);
    return rest.with(tasks, diagnostics);
  }

  /**
   * Takes task definitions and what could not be understood as soon as a document was read, so that
   * reading needs no room for all of them.
   *
   * @param tasks takes one, and returns what to do about each that says the same and stands further
   *     on; empty if it has to be taken itself
   * @param observation what else is to be known
   */
  public record Receiver(
      Function<TaskDefinition, Optional<Runnable>> tasks,
      Collection<Diagnostic> diagnostics,
      Observation observation) {}

  /**
   * Reads the same, and hands it on.
   *
   * @return what else there is, without task definitions and diagnostics
   */
  public static InputBatch pass(
      List<String> arguments,
      Path base,
      InputStream stdin,
      List<CredentialSpecFile> credentialSpecs,
      TemplateValues values,
      boolean skipUnsupported,
      boolean listSkipped,
      Receiver receiver,
      boolean withPolicies) {
    CredentialSpecContents contents = new CredentialSpecContents(base, credentialSpecs);
    TaskDocuments kind = new TaskDocuments(contents, new CdkAssemblies(base, values), withPolicies);
    Skips skips = new Skips(skipUnsupported, listSkipped);
    Handover read = new Handover(receiver.tasks());
    Collection<Diagnostic> diagnostics = receiver.diagnostics();
    List<Digest> digests =
        new ArrayList<>(
            DocumentCollector.pass(
                kind,
                skips,
                arguments,
                base,
                stdin,
                new DocumentCollector.Receiver<>(
                    read::accept, diagnostics, receiver.observation())));
    digests.addAll(contents.digests());
    diagnostics.addAll(contents.diagnostics(diagnostics.stream().noneMatch(Diagnostic::isError)));
    if (read.isWithoutTasks(diagnostics)) {
      Diagnostic nothing = kind.reportNothing(SourceLocation.startOf(arguments.get(0)));
      diagnostics.add(
          diagnostics.stream().anyMatch(each -> each.code() == DiagnosticCode.CONDITION_FALSE)
              ? nothing.withHint(
                  "all that there is stands under conditions that are false: give the values of the"
                      + " parameters that make them true with ",
                  Setting.PARAMETER)
              : nothing);
    }
    List<TaskDocument> documents = read.templates;
    return new InputBatch(
        List.of(),
        new Inventory(documents.stream().flatMap(each -> each.inventory().stream()).toList()),
        Symbols.of(documents.stream().flatMap(each -> each.symbols().stream()).toList()),
        names(documents, TaskDocument::parameters),
        names(documents, TaskDocument::settable),
        names(documents, TaskDocument::named),
        documents.stream()
            .map(TaskDocument::authorizations)
            .reduce(Authorizations.NONE, Authorizations::and),
        digests,
        documents.stream().flatMap(each -> each.beyondSecrets().stream()).toList(),
        List.of());
  }

  private static Set<String> names(
      List<TaskDocument> documents, Function<TaskDocument, Set<String>> names) {
    return documents.stream()
        .flatMap(each -> names.apply(each).stream())
        .collect(Collectors.toSet());
  }

  /** Hands on the task definitions of documents, and keeps what else templates and plans hold. */
  private static final class Handover {
    private final Function<TaskDefinition, Optional<Runnable>> tasks;
    private final List<TaskDocument> templates = new ArrayList<>();
    private boolean isEmpty = true;
    private boolean isWithoutTasks = true;

    Handover(Function<TaskDefinition, Optional<Runnable>> tasks) {
      this.tasks = tasks;
    }

    /** Returns what to do about each document that says the same; empty if it has to be read. */
    Optional<Runnable> accept(TaskDocument document) {
      isEmpty = false;
      isWithoutTasks &= document.taskDefinitions().isEmpty();
      List<Optional<Runnable>> again = document.taskDefinitions().stream().map(tasks).toList();
      if (document.isTemplate()) {
        templates.add(document.withoutTasks());
      }
      boolean isAnywhereTheSame =
          again.size() == 1
              && !document.isTemplate()
              && document.taskDefinitions().stream().allMatch(Handover::isAnywhereTheSame);
      return isAnywhereTheSame ? again.get(0) : Optional.empty();
    }

    /** The content of credential specs stands beside it, and what has no name is called by it. */
    private static boolean isAnywhereTheSame(TaskDefinition task) {
      return task.origin().equals(Origin.ALONE)
          && task.name().isPresent()
          && task.containerDefinitions().stream()
              .allMatch(
                  each ->
                      each.credentialSpecs().isEmpty() && each.dockerSecurityOptions().isEmpty());
    }

    /** A plan may hold other things only; jobs on Amazon EKS have been spoken of. */
    boolean isWithoutTasks(Collection<Diagnostic> diagnostics) {
      return !isEmpty
          && isWithoutTasks
          && diagnostics.stream()
              .noneMatch(each -> each.isError() || each.code() == DiagnosticCode.JOB_ON_EKS);
    }
  }

  /** What is wanted of templates, plans, states and exports. */
  private static final class OfMany {
    private static final Wanted.Members WANTED =
        wanted(StackWanted.OF_RESOURCES, TerraformWanted.TASKS);
    private static final Wanted.Members WANTED_WITH_POLICIES =
        wanted(StackWanted.OF_RESOURCES_WITH_POLICIES, TerraformWanted.WITH_POLICIES);

    private static Wanted.Members wanted(Wanted ofResources, TerraformWanted terraform) {
      Wanted.Members wanted =
          StackWanted.SECTIONS
              .and(terraform.document())
              .and(PulumiWanted.DOCUMENT)
              .and("resources", new Wanted.ObjectOrItems(ofResources, terraform.inStateFile()));
      if (!wanted.fields().keySet().equals(TaskDocuments.FIELDS_OF_MANY)) {
        throw new IllegalStateException("fields differ: " + wanted.fields().keySet());
      }
      return wanted;
    }
  }

  /** Task definitions, the credential specs that they name, and policies if they are wanted. */
  private record TaskDocuments(
      CredentialSpecContents contents, CdkAssemblies assemblies, boolean withPolicies)
      implements DocumentKind<TaskDocument> {
    /** By which templates, plans, states and exports are told, in lower case. */
    private static final Set<String> FIELDS_OF_MANY =
        Set.of(
            "awstemplateformatversion",
            "complete",
            "conditions",
            "configuration",
            "deferred_changes",
            "deployment",
            "errored",
            "fn::transform",
            "format_version",
            "mappings",
            "parameters",
            "planned_values",
            "prior_state",
            "resource_changes",
            "resources",
            "terraform_version",
            "transform",
            "values",
            "variables",
            "version");

    private static final Wanted WANTED = wanted(() -> OfMany.WANTED);
    private static final Wanted WANTED_WITH_POLICIES = wanted(() -> OfMany.WANTED_WITH_POLICIES);

    /** All that a field leads to is only told when a document has it, which few do. */
    private static Wanted wanted(Supplier<Wanted.Members> ofMany) {
      Map<String, Wanted> fields = new HashMap<>();
      for (String field : FIELDS_OF_MANY) {
        fields.put(field, new Wanted.Later(() -> ofMany.get().fields().get(field)));
      }
      return new Wanted.Extended(
          TaskDefinitionReader.WANTED, new Wanted.Members(fields, Optional.empty(), true));
    }

    @Override
    public String noun() {
      return "task definition";
    }

    @Override
    public String aNoun() {
      return "a task definition";
    }

    @Override
    public Wanted wanted() {
      return withPolicies ? WANTED_WITH_POLICIES : WANTED;
    }

    /** 256 times what ECS accepts for a task definition. */
    @Override
    public int longest() {
      return 16 << 20;
    }

    /**
     * As much as an inventory: a plan tells each resource of a configuration four times, and all
     * but a few attributes of a few resources is skipped; so is what a stack of Pulumi exports.
     */
    @Override
    public int longestWith(String field) {
      boolean isOfMany = TerraformReader.STARTS.contains(field) || field.equals(PulumiReader.START);
      return isOfMany ? 256 << 20 : longest();
    }

    @Override
    public String adviceOnLength() {
      return "write one task definition a line: such a file may have any length";
    }

    @Override
    public String adviceOnDepth() {
      return "a task definition needs six levels";
    }

    @Override
    public boolean isOfMany() {
      return true;
    }

    /** Without a sign, in any language: what else a line of it holds does not matter. */
    @Override
    public Set<String> words() {
      return Set.of(
          "aws::batch",
          "aws::ecs",
          "aws_batch_job",
          "aws_ecs",
          "container_definitions",
          "containerdefinitions",
          "job_definition",
          "jobdefinition",
          "task_definition",
          "taskdefinition");
    }

    @Override
    public Optional<SourceLanguage> language(Node document) {
      return SourceLanguage.ofDocument(document);
    }

    @Override
    public InputFiles.Found worthReading(InputFiles.Found found) {
      return assemblies.templatesOf(found);
    }

    @Override
    public Optional<Content<TaskDocument>> read(String source, Node document, Syntax syntax) {
      if (StackTemplate.isTemplate(document)) {
        return StackReader.read(
            source,
            (Node.Mapping) document,
            syntax,
            assemblies.values(source),
            assemblies.neighbours(source),
            contents,
            withPolicies);
      }
      return InputFormat.detect(document).map(format -> read(source, document, format));
    }

    private Content<TaskDocument> read(String source, Node document, InputFormat format) {
      if (format == InputFormat.TERRAFORM) {
        return TerraformReader.read(source, (Node.Mapping) document, contents, this, withPolicies);
      }
      if (format == InputFormat.PULUMI) {
        return PulumiReader.read(source, (Node.Mapping) document, contents, this);
      }
      TaskDefinitionReader reader = new TaskDefinitionReader(source, contents);
      List<TaskDefinition> read = reader.read(document, format);
      return new Content<>(
          List.of(new TaskDocument(read, Optional.empty(), List.of())), reader.diagnostics());
    }

    @Override
    public Diagnostic reject(SourceLocation at, Node document) {
      String hint =
          InputFormat.recognise(document)
              .map(form -> "this looks like " + form)
              .orElse(
                  "expected an object with `containerDefinitions`, the output of `aws ecs"
                      + " describe-task-definition`, or a list of container definitions");
      return Diagnostic.at(at, DiagnosticCode.NOT_A_TASK_DEFINITION, "not a task definition")
          .withHint(hint);
    }

    @Override
    public Diagnostic reportNothing(SourceLocation at) {
      return Diagnostic.at(at, DiagnosticCode.NO_TASK_DEFINITIONS, "no task definition was found")
          .withHint(
              "a task definition is an object with `containerDefinitions`, or in a plan or state of"
                  + " Terraform an `aws_ecs_task_definition`");
    }

    @Override
    public DiagnosticCode whenFolderIsEmpty() {
      return DiagnosticCode.NO_TASK_DEFINITIONS;
    }
  }
}
