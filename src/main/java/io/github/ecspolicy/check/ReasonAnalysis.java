package io.github.ecspolicy.check;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.aws.Partition;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.iam.Glob;
import io.github.ecspolicy.iam.PolicyDocument;
import io.github.ecspolicy.synthesis.PolicySynthesizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The work on one reason: first the calls that were refused, then what is left of the text. */
final class ReasonAnalysis {
  private static final PolicyDocument NOTHING = new PolicyDocument(List.of());

  /** How the AWS CLI and the SDK for Python start their messages, and ECS never does. */
  private static final Phrase OF_A_PROGRAM = Phrase.of("when calling the {operation} operation");

  private static final Pattern REFUSED = Pattern.compile("(?i)access ?denied");

  private static final Pattern ERROR =
      Pattern.compile(
          "(?i)[a-z]*(?:error|exception)\\b|\\bdenied\\b|\\bunable\\b|\\bfail(?:ed|ure)?\\b"
              + "|\\bcan(?:no|')t\\b|\\bcould ?n[o']t\\b|\\binvalid\\b|\\bnot found\\b|\\brefused\\b"
              + "|\\btimed? ?out\\b|\\bforbidden\\b|\\bnot authorized\\b");

  /** What is left of a text where only the name of an error was on the line. */
  private static final Pattern NAME_OF_ERROR =
      Pattern.compile("\\W*[A-Za-z]*(?:Error|Exception)\\W*");

  private static final Pattern ARN = Pattern.compile("arn:[a-z-]+:[a-z0-9-]+:[^\\s\"'`]+");

  /** What Amazon GuardDuty calls the repository of its sidecar, in accounts of its own. */
  private static final String GUARDDUTY = ":repository/aws-guardduty-agent-fargate";

  private final KnownReasons known;
  private final PolicySynthesizer synthesizer;
  private final StoppedReason reason;
  private final ReasonText text;
  private final List<AccessDenied> refused;
  private final List<Stage> stages = new ArrayList<>();

  /** What ECS was doing, and where the text says so. */
  private record Stage(StartStage stage, Phrase.Found found) {}

  ReasonAnalysis(KnownReasons known, PolicySynthesizer synthesizer, StoppedReason reason) {
    this.known = known;
    this.synthesizer = synthesizer;
    this.reason = reason;
    this.text = reason.text();
    this.refused = AccessDenied.in(text);
    for (StartStage stage : known.stages()) {
      stage.texts().stream()
          .flatMap(phrase -> phrase.in(text).stream())
          .forEach(found -> stages.add(new Stage(stage, found)));
    }
    stages.sort(Comparator.comparing(each -> each.found().start()));
  }

  /** Returns what the text means; never nothing. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    refused.forEach(call -> findings.add(ofCall(call)));
    findings.addAll(ofTexts());
    if (findings.stream().anyMatch(finding -> !finding.isWeak())) {
      findings.removeIf(Finding::isWeak);
    }
    return findings.isEmpty() ? List.of(ofUnknown()) : findings;
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
    KnownReason row = row(call, caller, stage);
    Map<String, String> words = words(stage);
    boolean isForStart = row.recipient().isPresent() || start.isPresent();
    words.put(Wording.WHO, caller.words(isForStart));
    caller.role().ifPresent(role -> words.put("role", role));
    caller.account().ifPresent(account -> words.put("account", account));
    words.put("action", start.map(StartCall::action).orElse(call.action()));
    words.put("service", call.action().substring(0, call.action().indexOf(':')));
    call.resource().ifPresent(resource -> putResource(resource, words));
    row.in(call.reason()).ifPresent(found -> words.putAll(found.words()));
    List<Step> remarks = new ArrayList<>();
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
    return finding(row, words, caller, start, call.resource(), stage, remarks);
  }

  private static void putResource(String resource, Map<String, String> words) {
    words.put("resource", resource);
    Arn.parse(resource)
        .map(Arn::region)
        .filter(region -> Partition.ofRegion(region).isPresent())
        .ifPresent(region -> words.put("region", region));
  }

  /** Which entry of the table a refused call is a case of. */
  private KnownReason row(AccessDenied call, Caller caller, Optional<Stage> stage) {
    Optional<KnownReason> ofAction =
        known.actions().stream()
            .filter(row -> StartCall.of(call.action()).isEmpty())
            .filter(row -> appliesTo(row, call.action(), stage))
            .findFirst();
    if (caller.kind() == Caller.Kind.SERVICE_LINKED) {
      return known.reason("service-linked-role");
    }
    if (ofAction.isEmpty() && caller.kind() == Caller.Kind.OTHER) {
      return known.reason("other-caller");
    }
    if (ofAction.isEmpty() && isOfAProgram(call)) {
      return known.reason("program");
    }
    return ofAction.orElseGet(
        () ->
            known.refusals().stream()
                .filter(row -> appliesTo(row, call.action(), stage))
                .filter(row -> row.texts().isEmpty() || row.in(call.reason()).isPresent())
                .findFirst()
                .orElseThrow());
  }

  private static boolean appliesTo(KnownReason row, String action, Optional<Stage> stage) {
    String folded = action.toLowerCase(Locale.ROOT);
    boolean isOfAction =
        row.actions().isEmpty()
            || row.actions().stream()
                .anyMatch(each -> new Glob(each.toLowerCase(Locale.ROOT)).matches(folded));
    return isOfAction
        && (row.stages().isEmpty()
            || stage.filter(each -> row.stages().contains(each.stage().name())).isPresent());
  }

  private boolean isOfAProgram(AccessDenied call) {
    return OF_A_PROGRAM
        .in(text)
        .filter(found -> found.start() < call.start() && stages.isEmpty())
        .isPresent();
  }

  private List<Finding> ofTexts() {
    ReasonText rest =
        text.without(refused.stream().map(call -> new int[] {call.start(), call.end()}).toList());
    List<Finding> findings = new ArrayList<>();
    for (KnownReason row : known.texts()) {
      row.in(rest)
          .filter(found -> appliesTo(row, "", stageAt(found.start())))
          .ifPresent(found -> findings.add(ofText(row, found)));
    }
    return findings;
  }

  private Finding ofText(KnownReason row, Phrase.Found found) {
    Optional<Stage> stage = stageAt(found.start());
    Map<String, String> words = words(stage);
    words.putAll(found.words());
    Optional.ofNullable(words.get("assumed"))
        .flatMap(ExecutionRole::parse)
        .ifPresent(role -> words.put("role", role.name()));
    return ofStage(row, words, stage);
  }

  /** What is said of a text that names no call: ECS makes the one that the stage is for. */
  private Finding ofStage(KnownReason row, Map<String, String> words, Optional<Stage> stage) {
    words.put(Wording.WHO, Caller.NOT_NAMED.words(true));
    Optional<StartCall> call = stage.flatMap(each -> StartCall.of(each.stage().action()));
    Optional<String> resource =
        stage.flatMap(each -> each.stage().resource()).flatMap(new Wording(words)::complete);
    List<Step> remarks = new ArrayList<>();
    if (resource.isPresent() && stages.stream().anyMatch(each -> each.found().isJoined())) {
      remarks.add(known.remark("joined"));
    }
    if (row.recipient().isPresent()) {
      if (resource.filter(named -> named.startsWith("arn:aws:s3:")).isPresent()
          && arns().findFirst().isEmpty()) {
        remarks.add(known.remark("partition"));
      }
      call.ifPresent(each -> words.put("action", each.action()));
      resource.ifPresent(named -> putResource(named, words));
    }
    return finding(row, words, Caller.NOT_NAMED, call, resource, stage, remarks);
  }

  private Finding ofUnknown() {
    Optional<Stage> stage = stages.stream().reduce((earlier, later) -> later);
    Map<String, String> words = words(stage);
    words.put("text", Quotation.visible(text.spaced()).strip());
    boolean isRefused = stage.isPresent() && text.holds(REFUSED);
    String code = isRefused ? "access-denied" : stage.isPresent() ? "stage-only" : "not-recognised";
    return ofStage(known.reason(code), words, stage);
  }

  /** What the text tells beside the error itself. */
  private Map<String, String> words(Optional<Stage> stage) {
    Map<String, String> words = new HashMap<>();
    arns()
        .map(Arn::region)
        .filter(region -> Partition.ofRegion(region).isPresent())
        .findFirst()
        .ifPresent(region -> words.put("region", region));
    words.put("partition", arns().map(Arn::partition).findFirst().orElse(Partition.AWS.id()));
    for (Stage each : stages) {
      if (stage.filter(at -> at.stage().equals(each.stage())).isPresent()) {
        words.putAll(each.found().words());
      }
    }
    stage.ifPresent(
        at -> {
          words.put(Wording.DOING, at.stage().doing());
          words.put(Wording.ENDPOINTS, at.stage().endpoints());
        });
    return words;
  }

  private Stream<Arn> arns() {
    return ARN.matcher(text.joined()).results().flatMap(arn -> Arn.parse(arn.group()).stream());
  }

  private Finding finding(
      KnownReason row,
      Map<String, String> words,
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
    Wording wording = new Wording(words);
    List<Step> steps = new ArrayList<>();
    call.ifPresent(each -> each.remarks().forEach(remark -> steps.add(new Step(remark))));
    Stream.concat(remarks.stream(), row.steps().stream()).map(wording::step).forEach(steps::add);
    if (call.filter(each -> each.needs().isEmpty() && each.remarks().isEmpty()).isPresent()) {
      steps.add(wording.step(known.remark("not-named")));
    }
    ErrorExplanation explanation =
        new ErrorExplanation(
            row.code(),
            row.verdict(),
            wording.sentence(row.message()),
            reason.origin().stream().toList(),
            caller,
            Optional.ofNullable(words.get("action")),
            Optional.ofNullable(words.get("resource")),
            statements,
            statements.statements().isEmpty() ? Optional.empty() : row.recipient(),
            steps,
            row.source());
    return new Finding(explanation, call, row.isWeak(), isSuspicious());
  }

  private boolean isSuspicious() {
    return reason.isWhole() || text.holds(ERROR) && !NAME_OF_ERROR.matcher(text.spaced()).matches();
  }
}
