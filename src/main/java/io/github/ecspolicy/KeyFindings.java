package io.github.ecspolicy;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.PolicyRequest.Purpose;
import io.github.ecspolicy.PolicyRequest.UnknownKeys;
import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.diagnostic.Severity;
import io.github.ecspolicy.reference.KeyInventory;
import io.github.ecspolicy.reference.KeyStatus;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.reference.ResolvedReference.Kind;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the user did not say of keys, or said in vain. */
final class KeyFindings {
  /** What a policy says for the hyphen and six characters that nobody knows yet. */
  private static final String ANY_SUFFIX = "-??????";

  /** How many names a summary lists. */
  private static final int SHOWN = 3;

  private KeyFindings() {}

  /** How many references there are whose key nobody named, and some of what they are to. */
  static final class Unknown {
    /** One more than are listed: there are others. */
    private final TreeSet<String> firstNames = new TreeSet<>();

    /** Only parameters have a slash before a path; with one, a pattern matches no secret. */
    private boolean hasPath;

    private int count;
    private int encrypted;

    /** Counts each of {@code references}. */
    void addAll(Collection<ResolvedReference> references) {
      references.forEach(this::add);
    }

    private void add(ResolvedReference reference) {
      if (mayBeDecrypted(reference.key())) {
        encrypted++;
      }
      if (reference.key() instanceof KeyStatus.Unknown) {
        count++;
        String name = Named.of(reference).name();
        hasPath |= name.startsWith("/");
        firstNames.add(name);
        if (firstNames.size() > SHOWN + 1) {
          firstNames.pollLast();
        }
      }
    }

    /** Returns a summary of them, if there are any. */
    Optional<Diagnostic> summary(PolicyRequest request) {
      return count == 0 ? Optional.empty() : Optional.of(unknown(this, request));
    }
  }

  /** Returns a warning for each rule that speaks of none of {@code referredTo}. */
  static List<Diagnostic> unused(KeyInventory keys, Collection<Arn> referredTo) {
    return keys.unusedBy(referredTo).stream().map(KeyFindings::unusedKey).toList();
  }

  private static boolean mayBeDecrypted(KeyStatus key) {
    return key instanceof KeyStatus.CustomerKey
        || key instanceof KeyStatus.AwsManaged
        || key instanceof KeyStatus.Unknown;
  }

  private static Diagnostic unusedKey(KeyInventory.Rule rule) {
    return Diagnostic.of(
            DiagnosticCode.KMS_KEY_UNUSED,
            "no parameter or secret matches " + quote(rule.toString()))
        .withHint(
            "a pattern is compared with names, not with ARNs; secrets have a leading slash only if"
                + " it is part of their name");
  }

  /** What may have a key; many references are to the same. */
  private record Named(Kind kind, String resource) {
    static Named of(ResolvedReference reference) {
      return new Named(reference.kind(), reference.resource().map(Arn::resource).orElse(""));
    }

    /** Returns what a key pattern would have to match. */
    String name() {
      return switch (kind) {
        case PARAMETER -> without("parameter", resource);
        case SECRET -> withoutAnySuffix(without("secret:", resource));
        case LOG_STREAMS, LOG_GROUP -> without("log-group:", resource).split(":", 2)[0];
        case S3_OBJECT, FILE_SYSTEMS, REGISTRY, REPOSITORY, UPSTREAM_IMAGE -> resource;
      };
    }
  }

  private static String without(String type, String resource) {
    return resource.startsWith(type) ? resource.substring(type.length()) : resource;
  }

  private static String withoutAnySuffix(String name) {
    return name.endsWith(ANY_SUFFIX)
        ? name.substring(0, name.length() - ANY_SUFFIX.length())
        : name;
  }

  private static Diagnostic unknown(Unknown unknown, PolicyRequest request) {
    String some =
        unknown.firstNames.stream()
            .limit(SHOWN)
            .map(Quotation::quote)
            .collect(Collectors.joining(", "));
    return Diagnostic.of(
            DiagnosticCode.KMS_KEY_UNKNOWN,
            "the KMS key of "
                + unknown.count
                + " of "
                + unknown.encrypted
                + (unknown.encrypted == 1 ? " reference" : " references")
                + " is not known: a customer key among them needs `kms:Decrypt`, which "
                + leftOut(request.shape().purpose()))
        .withHint(
            "say which key protects "
                + some
                + (unknown.firstNames.size() > SHOWN ? ", …" : "")
                + " with ",
            Setting.KMS_KEY,
            ", such as `"
                + (unknown.hasPath ? "/prod/*" : "prod/*")
                + "=alias/app`, or `*=alias/aws/ssm` where there is none, or list what exists with ",
            Setting.INVENTORY)
        .withSeverity(severity(request.unknownKeys()));
  }

  private static String leftOut(Purpose purpose) {
    return switch (purpose) {
      case WRITE, MERGE -> "this policy does not allow";
      case COMPARE -> "is not compared";
    };
  }

  private static Severity severity(UnknownKeys unknownKeys) {
    return switch (unknownKeys) {
      case NOTE -> Severity.NOTE;
      case FAIL -> Severity.ERROR;
    };
  }
}
