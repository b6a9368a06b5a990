package io.github.ecspolicy.reference;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.ImageReference;
import io.github.ecspolicy.aws.Partition;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.diagnostic.Severity;
import io.github.ecspolicy.reference.ResolvedReference.Kind;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the Amazon ECR repository that an image is pulled from. Other registries know nothing of
 * IAM.
 */
final class ImageResolver {
  static final String SERVICE = "ecr";

  private static final String REPOSITORY = "repository/";

  /** What templates mark their places with, and no image has in its name. */
  private static final Pattern MARK = Pattern.compile("[${}<>()%]");

  private static final Pattern BEGINNING_OF_HOST = Pattern.compile("[0-9][^/:@]*");

  private final PolicyScope scope;
  private final PlaceResolver places;
  private final Findings findings;

  ImageResolver(PolicyScope scope, PlaceResolver places, Findings findings) {
    this.scope = scope;
    this.places = places;
    this.findings = findings;
  }

  /** The text of {@code image}; account and Region are those of the host, never the task's. */
  void byImage(String text) {
    if (text.isBlank()) {
      reportMissing();
      return;
    }
    String plain = ImageReference.plain(text);
    Optional<ImageReference> written = ImageReference.parse(text);
    Optional<ImageReference> meant = plain.equals(text) ? written : ImageReference.parse(plain);
    boolean isOpen =
        written
            .map(each -> !isPlace(each) || hasMark(each.repository()))
            .orElseGet(() -> meant.isPresent() || mayBecomePrivate(plain));
    if (!plain.equals(text) && meant.filter(ImageResolver::isKnown).isPresent()) {
      findings.report(
          DiagnosticCode.IMAGE_MALFORMED,
          "not how an image in Amazon ECR is written: " + quote(text),
          "write " + quote(plain));
    } else if (isOpen && written.isPresent() && !hasMark(text)) {
      reportPlace(written.get());
    } else if (isOpen) {
      reportPlaceholder(text);
    } else {
      written.ifPresent(this::byHost);
    }
  }

  private static boolean isKnown(ImageReference image) {
    return TargetAccount.isAccount(image.account())
        && Partition.ofRegion(image.region()).isPresent()
        && !hasMark(image.repository());
  }

  /**
   * Returns {@code true} if something is to be filled in that may turn {@code text} into an image
   * of ECR. Hosts of ECR begin with the digits of an account, and a host or the name of an image is
   * known once a slash, a tag or a digest follows it.
   */
  private static boolean mayBecomePrivate(String text) {
    Matcher mark = MARK.matcher(text);
    if (!mark.find()) {
      return false;
    }
    String known = text.substring(0, mark.start());
    return known.isEmpty() || BEGINNING_OF_HOST.matcher(known).matches();
  }

  private static boolean hasMark(String text) {
    return MARK.matcher(text).find();
  }

  private static boolean isPlace(ImageReference image) {
    return (TargetAccount.isAccount(image.account())
            || PlaceResolver.isOpenAccount(image.account()))
        && (Partition.ofRegion(image.region()).isPresent()
            || PlaceResolver.isOpenRegion(image.region()));
  }

  private void reportMissing() {
    String container =
        findings
            .reference()
            .container()
            .map(name -> "the container " + quote(name))
            .orElse("this container");
    findings.add(
        findings
            .at(DiagnosticCode.IMAGE_MISSING, container + " has no `image`")
            .withHint(
                "name the image, which ECS wants too, or name its repository with ",
                Setting.EXTRA_REPOSITORY)
            .withSeverity(severityOfUnknown()));
  }

  private void reportPlaceholder(String text) {
    findings.add(
        findings
            .at(
                DiagnosticCode.IMAGE_PLACEHOLDER,
                "the image is not known before something is filled in: " + quote(text))
            .withHint(
                "render the template first, or name the repository with ", Setting.EXTRA_REPOSITORY)
            .withSeverity(severityOfUnknown()));
  }

  /** Nothing says that the account or the Region is still to be filled in; it may be mistyped. */
  private void reportPlace(ImageReference image) {
    boolean isAccount =
        TargetAccount.isAccount(image.account()) || PlaceResolver.isOpenAccount(image.account());
    String wrong =
        isAccount
            ? "not a Region: " + quote(image.region())
            : "not an account: " + quote(image.account());
    String right =
        isAccount ? "a Region is written like `eu-west-1`" : "an account is written as 12 digits";
    findings.add(
        findings
            .at(DiagnosticCode.IMAGE_PLACEHOLDER, wrong + " in " + quote(findings.text()))
            .withHint(right + "; or name the repository with ", Setting.EXTRA_REPOSITORY)
            .withSeverity(severityOfUnknown()));
  }

  /** What is not in the task definition may be what the user names beside it. */
  private Severity severityOfUnknown() {
    return scope.extraRepositories().isEmpty() ? Severity.ERROR : Severity.WARNING;
  }

  private void byHost(ImageReference image) {
    if (image.repository().isEmpty()) {
      findings.report(
          DiagnosticCode.IMAGE_MALFORMED,
          "a registry of Amazon ECR without a repository: " + quote(findings.text()),
          "write the image as `ACCOUNT.dkr.ecr.REGION.amazonaws.com/REPOSITORY`");
      return;
    }
    if (!ImageReference.isRepository(image.repository())) {
      findings.report(
          DiagnosticCode.IMAGE_MALFORMED,
          "not the name of a repository: " + quote(image.repository()),
          "names are made of 2 to 256 lower-case letters, digits and single `.`, `_`, `-` and `/`"
              + " between them");
      return;
    }
    switch (image.addressing()) {
      case IPV4 -> byIpv4Host(image);
      case DUAL_STACK ->
          findings.report(
              DiagnosticCode.IMAGE_DUAL_STACK,
              "ECS does not log in to this host of the registry, so that it cannot pull the image:"
                  + " "
                  + quote(findings.text()),
              "write the image as `ACCOUNT.dkr.ecr.REGION.amazonaws.com/REPOSITORY`");
    }
  }

  private void byIpv4Host(ImageReference image) {
    Partition partition =
        Partition.ofRegion(image.region())
            .or(() -> places.target().partition())
            .orElse(Partition.AWS);
    if (!partition.dnsSuffix().equals(image.dnsSuffix())) {
      findings.report(
          DiagnosticCode.IMAGE_MALFORMED,
          "no registry in "
              + image.region()
              + " has a host that ends in "
              + quote(image.dnsSuffix()),
          "there it ends in `" + partition.dnsSuffix() + "`");
      return;
    }
    places
        .placed(
            new Arn(
                partition.id(),
                SERVICE,
                image.region(),
                image.account(),
                REPOSITORY + image.repository()))
        .ifPresent(this::byArn);
  }

  /** A repository that the user names. */
  void byArn(Arn repository) {
    places
        .target()
        .account()
        .filter(own -> !own.equals(repository.account()))
        .ifPresent(
            own ->
                findings.report(
                    DiagnosticCode.IMAGE_CROSS_ACCOUNT,
                    "the repository "
                        + quote(nameOf(repository))
                        + " is in account "
                        + repository.account()
                        + ": its repository policy must allow the execution role too",
                    "allow the role there, in account " + repository.account()));
    add(repository);
    if (scope.isPullThroughCache(nameOf(repository))) {
      addUpstream(repository);
    }
  }

  /** The repository in the Region of the task, in an account of Amazon GuardDuty's own. */
  void runtimeMonitoring() {
    Optional<Arn> home = places.regionalHere();
    if (home.isEmpty()) {
      return;
    }
    String region = home.get().region();
    GuardDutyAgent.account(region)
        .ifPresentOrElse(
            account ->
                add(
                    new Arn(
                        home.get().partition(),
                        SERVICE,
                        region,
                        account,
                        REPOSITORY + GuardDutyAgent.REPOSITORY)),
            () ->
                findings.add(
                    findings
                        .at(
                            DiagnosticCode.GUARDDUTY_REGION,
                            "AWS's pages name no repository of the GuardDuty sidecar for " + region)
                        .withHint("name it with ", Setting.EXTRA_REPOSITORY)));
  }

  private void add(Arn repository) {
    findings.add(ResolvedReference.ofAll(findings.reference(), Kind.REGISTRY));
    findings.add(
        ResolvedReference.of(
            findings.reference(), Kind.REPOSITORY, repository, new KeyStatus.NoKey()));
  }

  private void addUpstream(Arn repository) {
    Optional<Partition> partition = Partition.ofId(repository.partition());
    if (partition.filter(ImageResolver::hasNoPullThroughCache).isPresent()) {
      findings.report(
          DiagnosticCode.PULL_THROUGH_REGION,
          "there is no pull-through cache in " + repository.region(),
          "pull-through cache rules do not exist in the China and GovCloud (US) Regions");
      return;
    }
    findings.add(
        ResolvedReference.of(
            findings.reference(), Kind.UPSTREAM_IMAGE, repository, new KeyStatus.NoKey()));
  }

  // https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html
  private static boolean hasNoPullThroughCache(Partition partition) {
    return partition == Partition.AWS_CN || partition == Partition.AWS_US_GOV;
  }

  private static String nameOf(Arn repository) {
    return repository.resource().substring(REPOSITORY.length());
  }
}
