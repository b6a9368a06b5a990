package io.github.ecspolicy.reference;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.Partition;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.template.Placeholder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds out which partition, Region and account a reference speaks of. */
final class PlaceResolver {
  /**
   * The words that stand where an ARN has its Region and account, in AWS's own pages and in what
   * people make of them: {@code region}, {@code <AWS_REGION>}, {@code <aws_account_id>}, {@code
   * ACCOUNT_ID}, {@code <your-account-id>}. Where they stand they can mean nothing else.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-logconfig.html">an
   *     example</a>
   */
  private static final Pattern REGION_PLACEHOLDER =
      Pattern.compile("(?i)<?(?:your[-_])?(?:aws[-_]?)?region>?");

  private static final Pattern ACCOUNT_PLACEHOLDER =
      Pattern.compile("(?i)<?(?:your[-_])?(?:aws[-_]?)?account(?:[-_]?id)?>?");

  private final TargetAccount target;
  private final Findings findings;

  PlaceResolver(TargetAccount target, Findings findings) {
    this.target = target;
    this.findings = findings;
  }

  /** Where the task runs. */
  TargetAccount target() {
    return target;
  }

  /** The ARN that {@code text} is, if it is one of {@code services} and names a place that is. */
  Optional<Arn> arn(String text, String... services) {
    Optional<Arn> arn = Arn.parse(text);
    if (arn.isEmpty()) {
      findings.report(
          DiagnosticCode.ARN_MALFORMED,
          "not an ARN: " + quote(text),
          "an ARN has six parts: `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`");
      return Optional.empty();
    }
    if (!List.of(services).contains(arn.get().service())) {
      findings.report(
          DiagnosticCode.ARN_SERVICE,
          "`"
              + findings.reference().field().path()
              + "` cannot refer to the service "
              + quote(arn.get().service()),
          "it takes an ARN of `" + String.join("` or `", services) + "`");
      return Optional.empty();
    }
    return arn.get().service().equals(ObjectResolver.SERVICE)
        ? inPartition(arn.get())
        : placed(arn.get());
  }

  /** Returns {@code true} for what is printed in the place of a Region. */
  static boolean isOpenRegion(String region) {
    return region.toLowerCase(Locale.ROOT).contains("region")
        && REGION_PLACEHOLDER.matcher(region).matches();
  }

  /** Returns {@code true} for what is printed in the place of an account. */
  static boolean isOpenAccount(String account) {
    return account.toLowerCase(Locale.ROOT).contains("account")
        && ACCOUNT_PLACEHOLDER.matcher(account).matches();
  }

  /**
   * The ARN with the placeholders of its Region and account filled in, if it names a place that is.
   */
  Optional<Arn> placed(Arn arn) {
    boolean regionOpen = isOpenRegion(arn.region());
    boolean accountOpen = isOpenAccount(arn.account());
    Optional<String> region = regionOpen ? regionOrReport() : Optional.of(arn.region());
    Optional<String> account = accountOpen ? ownAccount() : Optional.of(arn.account());
    if (region.isEmpty() || account.isEmpty()) {
      return Optional.empty();
    }
    Arn placed = arn.within(region.get(), account.get());
    if (regionOpen || accountOpen) {
      findings.report(
          DiagnosticCode.PLACEHOLDER_BOUND,
          "a placeholder stands here for the Region or account, read as "
              + quote(placed.toString()),
          "ECS itself wants the Region and the account in its place");
    }
    return isPlace(placed) ? Optional.of(placed) : Optional.empty();
  }

  private boolean isPlace(Arn arn) {
    Optional<Partition> partition = Partition.ofRegion(arn.region());
    if (partition.isEmpty() && isPlaceholder(arn.region(), "a Region, such as `eu-west-1`")) {
      return false;
    }
    if (!arn.account().isEmpty() && isPlaceholder(arn.account(), "the 12 digits of an account")) {
      return false;
    }
    if (partition.isEmpty()) {
      findings.report(
          DiagnosticCode.ARN_MALFORMED,
          "not a Region: " + quote(arn.region()) + " in " + quote(findings.text()),
          "a Region is written like `eu-west-1`");
      return false;
    }
    if (!arn.account().isEmpty() && !TargetAccount.isAccount(arn.account())) {
      findings.report(
          DiagnosticCode.ARN_MALFORMED,
          "not an account: " + quote(arn.account()) + " in " + quote(findings.text()),
          "an account id has 12 digits");
      return false;
    }
    if (!partition.get().id().equals(arn.partition())) {
      findings.report(
          DiagnosticCode.ARN_PARTITION,
          "the Region "
              + arn.region()
              + " is in the partition "
              + partition.get()
              + ", not in "
              + quote(arn.partition()),
          "write `arn:" + partition.get() + ":…`");
      return false;
    }
    reportForeignPartition(partition.get());
    return true;
  }

  /** What is still to be filled in, and what it is for is the user's to say. */
  private boolean isPlaceholder(String part, String expected) {
    Optional<Placeholder> placeholder = Placeholder.in(part);
    placeholder.ifPresent(
        mark ->
            findings.report(
                DiagnosticCode.PLACEHOLDER,
                mark.openIn(findings.text()),
                "write " + expected + " in its place"));
    return placeholder.isPresent();
  }

  /** The ARN of an S3 object, which names neither Region nor account. */
  private Optional<Arn> inPartition(Arn arn) {
    if (!arn.region().isEmpty() || !arn.account().isEmpty()) {
      findings.report(
          DiagnosticCode.ARN_MALFORMED,
          "not the ARN of an S3 object: " + quote(findings.text()),
          "it has the form `arn:aws:s3:::BUCKET/KEY`");
      return Optional.empty();
    }
    Optional<Partition> partition = Partition.ofId(arn.partition());
    partition.ifPresentOrElse(
        this::reportForeignPartition,
        () ->
            findings.report(
                DiagnosticCode.ARN_PARTITION,
                "not a partition: " + quote(arn.partition()),
                "a partition is written like `aws`"));
    return partition.map(each -> arn);
  }

  private void reportForeignPartition(Partition partition) {
    if (target.partition().filter(own -> own != partition).isPresent()) {
      findings.add(
          findings
              .at(
                  DiagnosticCode.ARN_PARTITION,
                  "the reference is to the partition "
                      + partition
                      + ", the task runs in "
                      + target.partition().get()
                      + ": no role reaches from one to the other")
              .withHint(
                  "keep a copy in the task's own partition; if the task runs in "
                      + partition
                      + ", give its Region with ",
                  Setting.REGION));
    }
  }

  /** The place where bare names are looked up, as an ARN of no service and no resource yet. */
  Optional<Arn> here() {
    Optional<String> account = ownAccount();
    return regionalHere().flatMap(home -> account.map(id -> home.within(home.region(), id)));
  }

  /** The same without an account, for what belongs to AWS. */
  Optional<Arn> regionalHere() {
    return regionOrReport()
        .flatMap(
            region ->
                target
                    .partition()
                    .map(partition -> new Arn(partition.id(), "ecs", region, "", "")));
  }

  private Optional<String> regionOrReport() {
    if (target.region().isEmpty()) {
      findings.add(
          findings
              .at(
                  DiagnosticCode.REGION_UNKNOWN,
                  "the Region is not known, so " + quote(findings.text()) + " cannot be looked up")
              .withHint("give it with ", Setting.REGION));
    }
    return target.region();
  }

  /** The account of the task. */
  Optional<String> ownAccount() {
    if (target.account().isEmpty()) {
      findings.add(
          findings
              .at(
                  DiagnosticCode.ACCOUNT_UNKNOWN,
                  "the account is not known, so " + quote(findings.text()) + " cannot be looked up")
              .withHint("give it with ", Setting.ACCOUNT));
    }
    return target.account();
  }
}
