package io.github.ecspolicy.aws;

import java.util.List;
import java.util.Optional;

/**
 * A group of Regions with its own accounts, roles and ARN prefix.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html">ARNs</a>
 * @see <a href="https://github.com/boto/botocore/blob/develop/botocore/data/partitions.json">the
 *     Region patterns</a>
 */
public enum Partition {
  AWS("aws", "us eu ap sa ca me af il mx", "amazonaws.com", "console.aws.amazon.com"),
  AWS_CN("aws-cn", "cn", "amazonaws.com.cn", "console.amazonaws.cn"),
  AWS_US_GOV("aws-us-gov", "us-gov", "amazonaws.com", "console.amazonaws-us-gov.com"),
  AWS_ISO("aws-iso", "us-iso", "c2s.ic.gov", ""),
  AWS_ISO_B("aws-iso-b", "us-isob", "sc2s.sgov.gov", ""),
  AWS_ISO_E("aws-iso-e", "eu-isoe", "cloud.adc-e.uk", ""),
  AWS_ISO_F("aws-iso-f", "us-isof", "csp.hci.ic.gov", ""),
  AWS_EUSC("aws-eusc", "eusc-de", "amazonaws.eu", "");

  private final String id;
  private final List<String> areas;
  private final String dnsSuffix;
  private final String consoleHost;

  /**
   * A partition.
   *
   * @param areas what its Regions are named by, before a word and a number
   */
  Partition(String id, String areas, String dnsSuffix, String consoleHost) {
    this.id = id;
    this.areas = List.of(areas.split(" "));
    this.dnsSuffix = dnsSuffix;
    this.consoleHost = consoleHost;
  }

  private static final Alphabet WORD = new Alphabet("_");
  private static final List<Partition> ALL = List.of(values());

  /** Returns the partition that ARNs name {@code id}. */
  public static Optional<Partition> ofId(String id) {
    for (Partition partition : ALL) {
      if (partition.id.equals(id)) {
        return Optional.of(partition);
      }
    }
    return Optional.empty();
  }

  /** Returns the partition whose Regions are named like {@code region}. */
  public static Optional<Partition> ofRegion(String region) {
    for (Partition partition : ALL) {
      if (partition.hasNamed(region)) {
        return Optional.of(partition);
      }
    }
    return Optional.empty();
  }

  private boolean hasNamed(String region) {
    int number = region.lastIndexOf('-');
    int word = region.lastIndexOf('-', number - 1);
    return word > 0
        && number < region.length() - 1
        && Alphabet.isOf(region.substring(number + 1), '0', '9')
        && WORD.spells(region.substring(word + 1, number), region.length())
        && areas.contains(region.substring(0, word));
  }

  /** Returns what the names of its services' hosts end in: {@code amazonaws.com}. */
  public String dnsSuffix() {
    return dnsSuffix;
  }

  /** Returns the host of the management console; empty where AWS publishes none. */
  public Optional<String> consoleHost() {
    return Optional.of(consoleHost).filter(host -> !host.isEmpty());
  }

  /** Returns the name that stands second in an ARN. */
  public String id() {
    return id;
  }

  @Override
  public String toString() {
    return id;
  }
}
