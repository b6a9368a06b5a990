package io.github.ecspolicy.bench;

import io.github.ecspolicy.PolicyGenerator;
import io.github.ecspolicy.PolicyRequest;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.diagnostic.Observation;
import io.github.ecspolicy.iam.PolicyDocument;
import io.github.ecspolicy.input.InputReader;
import io.github.ecspolicy.reference.AccountInventory;
import io.github.ecspolicy.reference.KeyInventory;
import io.github.ecspolicy.reference.PolicyScope;
import io.github.ecspolicy.reference.Reference;
import io.github.ecspolicy.reference.ReferenceCollector;
import io.github.ecspolicy.reference.ReferenceResolver;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.synthesis.PolicyReport;
import io.github.ecspolicy.synthesis.PolicySynthesizer;
import io.github.ecspolicy.synthesis.SynthesisOptions;
import io.github.ecspolicy.synthesis.TemplateCatalog;
import io.github.ecspolicy.task.TaskDefinition;
import io.github.ecspolicy.template.TemplateValues;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long each stage takes for a stream of task definitions, once the JVM is warm. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class StageBenchmark {
  private static final Path NOWHERE = Path.of("");
  private static final TargetAccount PLACE =
      new TargetAccount(Optional.of("eu-west-1"), Optional.of("111122223333"));
  private static final PolicyScope SCOPE = PolicyScope.SECRETS.within(Reference.Scope.ALL);

  /** How many task definitions the stream has. */
  @Param("2000")
  private int definitions;

  /** How many families they are revisions of: few, or as many as definitions. */
  @Param({"100", "2000"})
  private int families;

  private byte[] lines = {};
  private List<TaskDefinition> tasks = List.of();
  private List<ResolvedReference> needs = List.of();
  private PolicyDocument policy = new PolicyDocument(List.of());

  /** Makes the stream, and what each stage gets from the one before it. */
  @Setup
  public void prepare() {
    lines = TaskStream.lines(definitions, families);
    tasks = read();
    needs = resolve();
    policy = synthesize();
  }

  /** Counts tokens: what any reader of JSON on Jackson does at least. */
  @Benchmark
  public long tokens() throws IOException {
    return Tokens.count(new ByteArrayInputStream(lines));
  }

  /** From bytes to task definitions. */
  @Benchmark
  public List<TaskDefinition> read() {
    return InputReader.read(
            List.of("-"),
            NOWHERE,
            new ByteArrayInputStream(lines),
            List.of(),
            TemplateValues.NONE,
            false,
            false,
            false)
        .taskDefinitions();
  }

  /** From task definitions to what stands in AWS behind their references. */
  @Benchmark
  public List<ResolvedReference> resolve() {
    ReferenceResolver resolver = new ReferenceResolver(PLACE, AccountInventory.EMPTY, SCOPE);
    return tasks.stream()
        .flatMap(task -> ReferenceCollector.collect(task, SCOPE).references().stream())
        .flatMap(reference -> resolver.resolve(reference).resources().stream())
        .toList();
  }

  /** From what is needed to the policy that allows it. */
  @Benchmark
  public PolicyDocument synthesize() {
    return new PolicySynthesizer(TemplateCatalog.builtIn(), new SynthesisOptions(false, List.of()))
        .synthesize(needs)
        .policy();
  }

  /** From a policy to text. */
  @Benchmark
  public String render() {
    return policy.toJson();
  }

  /** All stages but the last, for all roles, as a run of the command goes through them. */
  @Benchmark
  public PolicyReport generate() {
    return PolicyGenerator.generate(
        new PolicyRequest(
            new PolicyRequest.Inputs(
                List.of("-"),
                List.of(),
                NOWHERE,
                new ByteArrayInputStream(lines),
                List.of(),
                TemplateValues.NONE,
                List.of(),
                false,
                false,
                Observation.OF_DIGESTS),
            PLACE,
            PLACE,
            SCOPE,
            KeyInventory.EMPTY,
            new PolicyRequest.Roles(Optional.empty(), false),
            PolicyRequest.Shape.TO_COMPARE,
            PolicyRequest.UnknownKeys.NOTE));
  }
}
