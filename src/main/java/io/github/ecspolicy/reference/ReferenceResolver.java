package io.github.ecspolicy.reference;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.reference.ParameterResolver.Decryption;
import io.github.ecspolicy.reference.Reference.Field;
import io.github.ecspolicy.reference.ResolvedReference.Kind;
import io.github.ecspolicy.template.Placeholder;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Turns a reference into the resources that ECS asks for, following what the ECS agent and the
 * services do with the text in each field.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html">what
 *     {@code valueFrom} may hold</a>
 */
public final class ReferenceResolver {

  /**
   * Up to the resource: what stands before it in an ARN may be filled in by where the task runs.
   */
  private static final Pattern ARN_PLACE = Pattern.compile("arn:[^:]*:[^:]*:[^:]*:[^:]*:");

  private static final String IN_S3 = ":s3:::";

  /** References of which nothing but the text decides what they come to. */
  private static final Set<Field> BY_TEXT =
      EnumSet.of(Field.SECRET, Field.SECRET_OPTION, Field.REPOSITORY_CREDENTIALS);

  /** Texts of which it is known what they come to; many task definitions share them. */
  private static final int MOST_KNOWN = 1 << 14;

  private final TargetAccount target;
  private final AccountInventory inventory;
  private final PolicyScope scope;
  private final Map<Asked, List<ResolvedReference>> known = new ConcurrentHashMap<>();

  /** What was asked for. */
  private record Asked(Field field, String text) {}

  /**
   * Creates a resolver for the references of task definitions.
   *
   * @param target where their tasks run
   * @param inventory what exists, and which key protects what
   * @param scope what the policy covers
   */
  public ReferenceResolver(TargetAccount target, AccountInventory inventory, PolicyScope scope) {
    this.target = target;
    this.inventory = inventory;
    this.scope = scope;
  }

  /** Returns what {@code reference} comes to; never throws, whatever the text. For any thread. */
  public Resolution resolve(Reference reference) {
    if (!BY_TEXT.contains(reference.field())) {
      return resolveAnew(reference);
    }
    Asked asked = new Asked(reference.field(), reference.value().text());
    List<ResolvedReference> before = known.get(asked);
    if (before != null) {
      return new Resolution(
          before.stream().map(each -> each.neededBy(reference)).toList(), List.of());
    }
    Resolution resolution = resolveAnew(reference);
    // What there is to say is said of each place.
    if (resolution.diagnostics().isEmpty()) {
      if (known.size() >= MOST_KNOWN) {
        known.clear();
      }
      known.put(asked, resolution.resources());
    }
    return resolution;
  }

  private Resolution resolveAnew(Reference reference) {
    Findings findings = new Findings(reference);
    new Resolving(findings).resolve();
    return findings.resolution();
  }

  /** The work on one reference. */
  private final class Resolving {
    private final Findings findings;
    private final PlaceResolver places;
    private final KeyResolver keys;
    private final SecretResolver secrets;
    private final ParameterResolver parameters;
    private final ObjectResolver objects;
    private final ImageResolver images;
    private final LogGroupResolver logGroups;

    Resolving(Findings findings) {
      this.findings = findings;
      keys = new KeyResolver(inventory, findings);
      places = new PlaceResolver(target, findings);
      secrets = new SecretResolver(places, keys, inventory, findings);
      parameters = new ParameterResolver(places, keys, secrets, inventory, findings);
      objects = new ObjectResolver(places, keys, findings);
      images = new ImageResolver(scope, places, findings);
      logGroups = new LogGroupResolver(places, keys, findings);
    }

    void resolve() {
      String text = findings.text();
      if (text.isBlank() && !mayBeAbsent()) {
        findings.report(
            DiagnosticCode.VALUE_FROM_EMPTY,
            "the reference is empty",
            "name the parameter, or give the full ARN of the parameter or secret");
      } else if (placeholder(text).isPresent()) {
        Placeholder placeholder = placeholder(text).get();
        findings.report(
            DiagnosticCode.PLACEHOLDER, placeholder.openIn(text), placeholder.kind().advice());
      } else if ((text.indexOf('*') >= 0 || text.indexOf('?') >= 0) && !mayHoldAnything(text)) {
        findings.report(
            DiagnosticCode.WILDCARD,
            "a reference holds no wildcards: " + quote(text),
            "`*` and `?` are IAM syntax; ECS looks for exactly what is written");
      } else {
        switch (findings.reference().field()) {
          case SECRET, SECRET_OPTION -> valueFrom(text);
          case REPOSITORY_CREDENTIALS -> repositoryCredentials(text);
          case CREDENTIAL_SPEC -> credentialSpec(text);
          case CREDENTIAL_ARN -> credentialArn(text);
          case FSX_CREDENTIALS -> fsxCredentials(text);
          case IMAGE -> images.byImage(text);
          case EXTRA_REPOSITORY -> places.arn(text, ImageResolver.SERVICE).ifPresent(images::byArn);
          case RUNTIME_MONITORING -> images.runtimeMonitoring();
          case ENVIRONMENT_FILE, FIRELENS_CONFIG ->
              places.arn(text, ObjectResolver.SERVICE).ifPresent(objects::byArn);
          case LOG_GROUP -> logGroups.resolve(findings.reference().log().orElseThrow());
        }
      }
    }

    private Optional<Placeholder> placeholder(String text) {
      if (mayHoldAnything(text)) {
        return text.contains(IN_S3) ? Placeholder.inAnyName(text) : Optional.empty();
      }
      Optional<Placeholder> placeholder = Placeholder.in(text);
      return placeholder.filter(mark -> mark.kind() == Placeholder.Kind.ANGLE_BRACKETS).isPresent()
          ? Placeholder.in(ARN_PLACE.matcher(text).replaceFirst(""))
          : placeholder;
    }

    /** They have words of their own for what is missing. */
    private boolean mayBeAbsent() {
      Field field = findings.reference().field();
      return field == Field.LOG_GROUP || field == Field.CREDENTIAL_ARN || field == Field.IMAGE;
    }

    /** Files and S3 objects may have any name; a policy escapes it. */
    private boolean mayHoldAnything(String text) {
      return switch (findings.reference().field()) {
        case CREDENTIAL_SPEC -> text.contains(IN_S3) || text.contains(":file:");
        case ENVIRONMENT_FILE, FIRELENS_CONFIG -> text.contains(IN_S3);
        // It has words of its own for what is still to be filled in.
        case IMAGE -> true;
        case SECRET,
            SECRET_OPTION,
            REPOSITORY_CREDENTIALS,
            CREDENTIAL_ARN,
            FSX_CREDENTIALS,
            EXTRA_REPOSITORY,
            RUNTIME_MONITORING,
            LOG_GROUP ->
            false;
      };
    }

    private void valueFrom(String text) {
      if (!text.startsWith(Arn.PREFIX)) {
        parameters.byName(text);
        return;
      }
      places
          .arn(text, ParameterResolver.SERVICE, SecretResolver.SERVICE)
          .ifPresent(
              arn -> {
                if (isParameter(arn)) {
                  parameters.byArn(arn);
                } else {
                  secrets.byArnWithSelectors(arn);
                }
              });
    }

    /**
     * Unlike everywhere else, a bare name is the name of a secret here.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/private-auth.html">private
     *     registries</a>
     */
    private void repositoryCredentials(String text) {
      if (text.startsWith(Arn.PREFIX)) {
        places.arn(text, SecretResolver.SERVICE).ifPresent(secrets::byArnVerbatim);
      } else {
        secrets.byName(text);
      }
    }

    /** {@code credentialspec:} or {@code credentialspecdomainless:}, then an ARN or a file. */
    private void credentialSpec(String text) {
      int colon = text.indexOf(':');
      String form = text.substring(0, Math.max(colon, 0));
      String location = text.substring(colon + 1);
      if (!form.equals("credentialspecdomainless") && !form.equals("credentialspec")) {
        findings.report(
            DiagnosticCode.CREDENTIAL_SPEC_FORM,
            "a credential spec starts with `credentialspec:` or `credentialspecdomainless:`: "
                + quote(text),
            "the agent knows these two spellings only, whatever other pages print");
        return;
      }
      if (!location.startsWith("file:")) {
        places.arn(location, ParameterResolver.SERVICE, "s3").ifPresent(this::credentialSpecAt);
      }
    }

    private void credentialSpecAt(Arn arn) {
      if (isParameter(arn)) {
        // https://github.com/aws/amazon-ecs-agent: WithDecryption is set on Linux only.
        parameters.byArnInTaskRegion(
            arn,
            findings.reference().windows() ? Decryption.AS_STORED : Decryption.DECRYPTED,
            DiagnosticCode.CREDENTIAL_SPEC_REGION);
        return;
      }
      objects.byArn(arn);
    }

    /**
     * The secret that a domainless credential spec names in its content: the agent asks for it
     * where the task runs, at the start and at every renewal of the ticket. On Windows it may be a
     * parameter.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/linux-gmsa.html">
     *     gMSA on Linux</a>
     */
    private void credentialArn(String text) {
      if (text.isEmpty()) {
        findings.add(
            findings
                .at(
                    DiagnosticCode.CREDENTIAL_SPEC_CONTENT,
                    "the content of a domainless credential spec names a secret, which this policy"
                        + " does not allow")
                .withHint(
                    "put the file beside the input under its own name, or give it with ",
                    Setting.CREDENTIAL_SPEC));
        return;
      }
      String[] services =
          findings.reference().windows()
              ? new String[] {SecretResolver.SERVICE, ParameterResolver.SERVICE}
              : new String[] {SecretResolver.SERVICE};
      places
          .arn(text, services)
          .ifPresent(
              arn -> {
                if (isParameter(arn)) {
                  parameters.byArnInTaskRegion(
                      arn, Decryption.DECRYPTED, DiagnosticCode.CREDENTIAL_SPEC_REGION);
                } else {
                  secretInTaskRegion(arn, DiagnosticCode.CREDENTIAL_SPEC_REGION);
                }
              });
    }

    private void fsxCredentials(String text) {
      if (!text.startsWith(Arn.PREFIX)) {
        findings.report(
            DiagnosticCode.FSX_CREDENTIALS_ARN,
            "an FSx volume needs the ARN of its credentials: " + quote(text),
            "give the full ARN of the secret");
        return;
      }
      places
          .arn(text, ParameterResolver.SERVICE, SecretResolver.SERVICE)
          .ifPresent(
              arn -> {
                if (isParameter(arn)) {
                  parameters.byArnInTaskRegion(
                      arn, Decryption.AS_STORED, DiagnosticCode.FSX_CREDENTIALS_REGION);
                } else {
                  secretInTaskRegion(arn, DiagnosticCode.FSX_CREDENTIALS_REGION);
                }
                findings.add(ResolvedReference.ofAll(findings.reference(), Kind.FILE_SYSTEMS));
              });
    }

    private void secretInTaskRegion(Arn arn, DiagnosticCode elsewhere) {
      target
          .region()
          .filter(region -> !region.equals(arn.region()))
          .ifPresent(
              region ->
                  findings.report(
                      elsewhere,
                      "ECS asks for this secret in "
                          + region
                          + ", where the task runs, and does not find it there",
                      "keep the secret where the task runs"));
      secrets.byArnVerbatim(arn);
    }

    private static boolean isParameter(Arn arn) {
      return arn.service().equals(ParameterResolver.SERVICE);
    }
  }
}
