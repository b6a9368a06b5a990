package io.github.ecspolicy.aws;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A container image in an Amazon ECR private registry, as {@code image} names it.
 *
 * @param account as it stands in the host, which may be no account yet
 * @param region as it stands in the host, which may be no Region yet
 * @param dnsSuffix what the host ends in: {@code amazonaws.com}
 * @param addressing which of the registry's hosts it is
 * @param repository what stands for the name of the repository, without tag and digest
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html">registries</a>
 */
public record ImageReference(
    String account, String region, String dnsSuffix, Addressing addressing, String repository) {

  /** By which network protocols a host of a registry can be reached. */
  public enum Addressing {
    /** {@code ACCOUNT.dkr.ecr.REGION.amazonaws.com}, also with {@code ecr-fips}. */
    IPV4,
    /**
     * {@code ACCOUNT.dkr-ecr.REGION.on.aws}.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-requests.html">
     *     dual-stack endpoints</a>
     */
    DUAL_STACK
  }

  // The host as https://github.com/awslabs/amazon-ecr-credential-helper tells it; account and
  // Region may also be placeholders, which are told apart later.
  private static final Pattern PRIVATE =
      Pattern.compile(
          "([^./]+)\\.dkr([.-])ecr(?:-fips)?\\.([^./]+)\\.([^/:]+)(?:/([^@:]*))?(?:[@:].*)?",
          Pattern.DOTALL);

  private static final Pattern PROTOCOL = Pattern.compile("^[A-Za-z]+://");
  private static final Pattern PORT = Pattern.compile(":[0-9]+$");

  // https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_Repository.html
  private static final Pattern REPOSITORY =
      Pattern.compile("[a-z0-9]+(?:(?:\\.|__?|-+|/)[a-z0-9]+)*");

  private static final int SHORTEST = 2;
  private static final int LONGEST = 256;

  // https://docs.docker.com/reference/cli/docker/image/tag/
  private static final int LONGEST_TAG = 128;

  private static final String DIGEST = "@sha256:";
  private static final int DIGEST_DIGITS = 64;

  /**
   * Returns the image that {@code text} names, or empty if it is in no private registry of ECR:
   * then AWS has no permission for pulling it.
   */
  public static Optional<ImageReference> parse(String text) {
    Matcher matcher = PRIVATE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new ImageReference(
            matcher.group(1),
            matcher.group(3),
            matcher.group(4),
            matcher.group(2).equals("-") ? Addressing.DUAL_STACK : Addressing.IPV4,
            Optional.ofNullable(matcher.group(5)).orElse("")));
  }

  /**
   * Returns {@code text} as an image of ECR would be written: without white space around it,
   * protocol, user or port, and with its host in lower case. What logs in to registries takes or
   * prints all of these; the URI of a repository has none.
   */
  public static String plain(String text) {
    String stripped = text.strip();
    // most have neither protocol nor port, which is seen without a pattern
    String bare = stripped.contains("://") ? PROTOCOL.matcher(stripped).replaceFirst("") : stripped;
    int slash = bare.indexOf('/');
    if (slash < 0) {
      return bare;
    }
    String host = bare.substring(bare.lastIndexOf('@', slash) + 1, slash);
    String name = host.indexOf(':') < 0 ? host : PORT.matcher(host).replaceFirst("");
    return name.toLowerCase(Locale.ROOT) + bare.substring(slash);
  }

  /**
   * Returns where the tag, the digest or both begin that {@code text} ends in, or its length if it
   * ends in nothing that is plainly one. For what stands before, they change nothing.
   */
  public static int endOfName(CharSequence text) {
    int end = text.length();
    int begin = end - DIGEST.length() - DIGEST_DIGITS;
    if (begin > 0 && startsWith(text, begin, DIGEST)) {
      for (int i = begin + DIGEST.length(); i < end; i++) {
        if (!isHexadecimal(text.charAt(i))) {
          return end;
        }
      }
      end = begin;
    }
    int beforeTag = endOfUntagged(text, end);
    // Whatever is not of these characters may be something to fill in.
    for (int i = 0; i < beforeTag; i++) {
      char c = text.charAt(i);
      if (!isOfTag(c) && c != '/' && c != ':') {
        return text.length();
      }
    }
    return beforeTag;
  }

  private static int endOfUntagged(CharSequence text, int end) {
    int begin = end - 1;
    while (begin > 0 && isOfTag(text.charAt(begin))) {
      begin--;
    }
    int length = end - begin - 1;
    boolean isTag =
        begin > 0
            && text.charAt(begin) == ':'
            && length >= 1
            && length <= LONGEST_TAG
            && text.charAt(begin + 1) != '.'
            && text.charAt(begin + 1) != '-';
    return isTag ? begin : end;
  }

  private static boolean startsWith(CharSequence text, int from, String start) {
    for (int i = 0; i < start.length(); i++) {
      if (text.charAt(from + i) != start.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHexadecimal(char c) {
    return c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
  }

  private static boolean isOfTag(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '_'
        || c == '.'
        || c == '-';
  }

  /** Returns {@code true} if {@code name} can be the name of a repository. */
  public static boolean isRepository(String name) {
    // The length first: the pattern recurses once for each part.
    return name.length() >= SHORTEST
        && name.length() <= LONGEST
        && REPOSITORY.matcher(name).matches();
  }
}
