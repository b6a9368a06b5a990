package io.github.ecspolicy.stopped;

import static io.github.ecspolicy.stopped.Caller.NOT_NAMED;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.iam.PolicyDocument;
import io.github.ecspolicy.synthesis.PolicySynthesizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The work on one reason: first the calls that were refused, then what is left of the text. */
final class ReasonAnalysis {
  private static final PolicyDocument NOTHING = new PolicyDocument(List.of());

  /** How the AWS CLI and the SDK for Python start their messages, and ECS never does. */
  private static final Phrase OF_A_PROGRAM = Phrase.of("when calling the {operation} operation");

  /** AWS keeps what it has compared, to be looked up. */
  private static final Phrase AUTHORIZATION = Phrase.of("authorization id: {authorization}");

  private static final Pattern REFUSED = Pattern.compile("(?i)access ?denied");

  private static final Pattern ERROR =
      Pattern.compile(
          "(?i)(?:error|exception)\\b|\\bdenied\\b|\\bunable\\b|\\bfail(?:ed|ure)?\\b"
              + "|\\bcan(?:no|')t\\b|\\bcould ?n[o']t\\b|\\binvalid\\b|\\bnot found\\b|\\brefused\\b"
              + "|\\btimed? ?out\\b|\\bforbidden\\b|\\bnot authorized\\b");

  /** The first of them tell where a task runs. */
  private static final int MOST_ARNS = 10;

  /** What is left of a text where only the name of an error was on the line. */
  private static final Pattern NAME_OF_ERROR =
      Pattern.compile("\\W*[A-Za-z]*(?:Error|Exception)\\W*");

  private static final Pattern ARN = Pattern.compile("arn:[a-z-]+:[a-z0-9-]+:[^\\s\"'`]+");

  /** What Amazon GuardDuty calls the repository of its sidecar, in accounts of its own. */
  private static final String GUARDDUTY = ":repository/aws-guardduty-agent-fargate";

  private static final String SECRET_NOT_FOUND = "secret-not-found";

  private final KnownReasons known;
  private final PolicySynthesizer synthesizer;
  private final StoppedReason reason;
  private final ReasonText text;
  private final List<AccessDenied> refused;
  private final List<Arn> arns;
  private final Optional<Phrase.Found> program;
  private final List<Stage> stages = new ArrayList<>();

  /** What ECS was doing, and where the text says so. */
  private record Stage(StartStage stage, Phrase.Found found) {}

  ReasonAnalysis(KnownReasons known, PolicySynthesizer synthesizer, StoppedReason reason) {
    this.known = known;
    this.synthesizer = synthesizer;
    this.reason = reason;
    this.text = reason.text();
    this.refused = AccessDenied.in(text);
    this.arns =
        ARN.matcher(text.joined())
            .results()
            .flatMap(arn -> Arn.parse(arn.group()).stream())
            .limit(MOST_ARNS)
            .toList();
    this.program = OF_A_PROGRAM.in(text);
    for (StartStage stage : known.stages()) {
      stage.texts().stream()
          .flatMap(phrase -> phrase.in(text).stream())
          .forEach(found -> stages.add(new Stage(stage, found)));
    }
    stages.sort(Comparator.comparing(each -> each.found().start()));
  }

  /** Returns what the text means; empty if nobody knows. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    refused.forEach(call -> findings.add(ofCall(call)));
    findings.addAll(ofTexts());
    if (findings.stream().anyMatch(finding -> !finding.isWeak())) {
      findings.removeIf(Finding::isWeak);
    }
    return findings;
  }

  /** The last thing that ECS was doing before {@code position}, or else the first after it. */
  private Optional<Stage> stageAt(int position) {
    return stages.stream()
        .filter(each -> each.found().start() <= position)
        .reduce((earlier, later) -> later)
        .or(() -> stages.stream().findFirst());
  }

  private Finding ofCall(AccessDenied call) {
    Caller caller = Caller.parse(call.principal());
    Optional<Stage> stage = stageAt(call.start());
    Optional<StartCall> start = StartCall.of(call.action());
    KnownReason row =
        known.of(call, caller.kind(), isOfAProgram(call), stage.map(each -> each.stage().name()));
    ReasonWords words = words(stage);
    boolean isForStart = row.verdict() == Verdict.PERMISSION || start.isPresent();
    words.addCaller(caller, isForStart && row.verdict() != Verdict.OTHER_ROLE);
    words.addAction(start.map(StartCall::action).orElse(call.action()));
    call.resource().ifPresent(words::addResource);
    row.in(call.reason()).ifPresent(found -> words.addAll(found.words()));
    AUTHORIZATION.in(call.reason()).ifPresent(found -> words.addAll(found.words()));
    List<Step> remarks = remarks(call, caller, start);
    return finding(row, words, caller, start, call.resource(), stage, remarks);
  }

  private List<Step> remarks(AccessDenied call, Caller caller, Optional<StartCall> start) {
    List<Step> remarks = new ArrayList<>();
    if (AUTHORIZATION.in(call.reason()).isPresent()) {
      remarks.add(known.remark("authorization-id"));
    }
    if (call.isCut()) {
      remarks.add(known.remark("cut"));
    }
    if (call.isJoined() && call.resource().isPresent()) {
      remarks.add(known.remark("joined"));
    }
    if (call.resource().filter(each -> each.endsWith(GUARDDUTY)).isPresent()) {
      remarks.add(known.remark("guardduty"));
    }
    if (caller.kind() == Caller.Kind.CONTAINER_INSTANCE && start.isPresent()) {
      remarks.add(known.remark("instance-role"));
    }
    return remarks;
  }

  private boolean isOfAProgram(AccessDenied call) {
    return stages.isEmpty() && program.filter(found -> found.start() < call.start()).isPresent();
  }

  private List<Finding> ofTexts() {
    ReasonText rest =
        text.without(refused.stream().map(call -> new int[] {call.start(), call.end()}).toList());
    List<Finding> findings = new ArrayList<>();
    for (KnownReason row : known.texts()) {
      row.in(rest)
          .filter(
              found -> row.appliesTo("", stageAt(found.start()).map(stage -> stage.stage().name())))
          .ifPresent(found -> findings.add(ofText(row, found)));
    }
    return findings;
  }

  private Finding ofText(KnownReason row, Phrase.Found found) {
    Optional<Stage> stage = stageAt(found.start());
    ReasonWords words = words(stage);
    words.addAll(found.words());
    return ofStage(sharpened(row, words), words, stage);
  }

  /** What a message says of a name may be told apart by the name. */
  private KnownReason sharpened(KnownReason row, ReasonWords words) {
    if (row.verdict() == Verdict.PERMISSION && words.hasImageOfOtherRegistry()) {
      return known.reason("other-registry");
    }
    boolean isAmbiguous =
        row.code().equals(SECRET_NOT_FOUND)
            && words
                .wording()
                .word("secret")
                .map(secret -> new NamedResource(StartCall.GET_SECRET_VALUE, secret, NOT_NAMED))
                .filter(NamedResource::isAmbiguous)
                .isPresent();
    return isAmbiguous ? known.reason("secret-suffix-ambiguous") : row;
  }

  /** What is said of a text that names no call: ECS makes the one that the stage is for. */
  private Finding ofStage(KnownReason row, ReasonWords words, Optional<Stage> stage) {
    words.addCaller(NOT_NAMED, true);
    Optional<StartCall> call = stage.flatMap(each -> StartCall.of(each.stage().action()));
    Optional<String> resource =
        stage.flatMap(each -> each.stage().resource()).flatMap(words.wording()::complete);
    List<Step> remarks = new ArrayList<>();
    if (resource.isPresent() && stages.stream().anyMatch(each -> each.found().isJoined())) {
      remarks.add(known.remark("joined"));
    }
    if (row.recipient().isPresent()) {
      if (resource.filter(named -> named.startsWith("arn:aws:s3:")).isPresent() && arns.isEmpty()) {
        remarks.add(known.remark("partition"));
      }
      call.ifPresent(each -> words.addAction(each.action()));
      resource.ifPresent(words::addResource);
    }
    return finding(row, words, NOT_NAMED, call, resource, stage, remarks);
  }

  /** Returns what is said of a text of which nobody knows what it means. */
  Finding unknown() {
    Optional<Stage> stage = stages.stream().reduce((earlier, later) -> later);
    ReasonWords words = words(stage);
    words.addAll(Map.of("text", text.spaced().strip()));
    boolean isRefused = stage.isPresent() && text.holds(REFUSED);
    String code = isRefused ? "access-denied" : stage.isPresent() ? "stage-only" : "not-recognised";
    return ofStage(known.reason(code), words, stage);
  }

  /** What the text tells beside the error itself. */
  private ReasonWords words(Optional<Stage> stage) {
    ReasonWords words = new ReasonWords(arns);
    stage.ifPresent(
        at -> {
          words.addStage(at.stage());
          stages.stream()
              .filter(each -> each.stage().equals(at.stage()))
              .forEach(each -> words.addAll(each.found().words()));
        });
    return words;
  }

  private Finding finding(
      KnownReason row,
      ReasonWords words,
      Caller caller,
      Optional<StartCall> start,
      Optional<String> resource,
      Optional<Stage> stage,
      List<Step> remarks) {
    Optional<String> service = reason.service().or(() -> stage.flatMap(at -> at.stage().service()));
    Optional<RefusedCall> call =
        row.recipient()
            .flatMap(recipient -> start)
            .map(each -> RefusedCall.of(each, resource, service, caller));
    PolicyDocument statements =
        call.map(each -> synthesizer.allowing(each.needsByAction())).orElse(NOTHING);
    Wording wording = words.wording();
    ErrorExplanation explanation =
        new ErrorExplanation(
            row.code(),
            row.verdict(),
            wording.sentence(row.message()),
            reason.origin().stream().toList(),
            caller,
            wording.word(Wording.ACTION),
            wording.word(Wording.RESOURCE),
            statements,
            statements.statements().isEmpty() ? Optional.empty() : row.recipient(),
            steps(row, call, remarks, wording),
            row.source());
    return new Finding(explanation, call, row.isWeak());
  }

  /** What is wrong with the name first, then what helps, then how to get at what is not told. */
  private List<Step> steps(
      KnownReason row, Optional<RefusedCall> call, List<Step> remarks, Wording wording) {
    List<Step> steps = new ArrayList<>();
    call.ifPresent(each -> each.remarks().forEach(remark -> steps.add(new Step(remark))));
    Stream.concat(remarks.stream(), row.steps().stream()).map(wording::step).forEach(steps::add);
    call.filter(each -> each.needs().isEmpty() && each.remarks().isEmpty())
        .map(each -> each.call() == StartCall.DECRYPT ? "key-not-named" : "not-named")
        .ifPresent(name -> steps.add(wording.step(known.remark(name))));
    return steps;
  }

  /** Whether the text looks like an error at all. */
  boolean isSuspicious() {
    return reason.isWhole() || text.holds(ERROR) && !NAME_OF_ERROR.matcher(text.spaced()).matches();
  }
}
