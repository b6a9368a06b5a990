package io.github.ecspolicy.iam;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A range of IPv4 or IPv6 addresses in CIDR notation; without a prefix length, the one address.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress">IP
 *     address condition operators</a>
 */
record IpRange(InetAddress address, int prefixLength) {

  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";

  private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");

  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f:.]*");

  private static final Pattern PREFIX_LENGTH = Pattern.compile("[0-9]{1,3}");

  static Optional<IpRange> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return parseAddress(text).map(address -> new IpRange(address, bits(address)));
    }
    String length = text.substring(slash + 1);
    if (!PREFIX_LENGTH.matcher(length).matches()) {
      return Optional.empty();
    }
    return parseAddress(text.substring(0, slash))
        .map(address -> new IpRange(address, Integer.parseInt(length)))
        .filter(range -> range.prefixLength <= bits(range.address));
  }

  /** Whether every address of the other range is in this one. */
  boolean contains(IpRange other) {
    byte[] ours = address.getAddress();
    byte[] theirs = other.address.getAddress();
    if (ours.length != theirs.length || other.prefixLength < prefixLength) {
      return false;
    }
    for (int bit = 0; bit < prefixLength; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  private static Optional<InetAddress> parseAddress(String text) {
    if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      // only literals pass the check above, and those are never looked up
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static int bits(InetAddress address) {
    return address.getAddress().length * 8;
  }
}
