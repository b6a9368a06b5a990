package io.github.ecspolicy.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ecspolicy.aws.ImageReference.Addressing;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Images as AWS and Docker name them.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html">hosts of
 *     private registries</a>
 * @see <a href="https://github.com/distribution/reference/blob/main/reference.go">the grammar of
 *     names of images</a>
 */
class ImageReferenceTest {
  private static final String HOST = "111122223333.dkr.ecr.eu-west-1.amazonaws.com";
  private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

  private static ImageReference in(String repository) {
    return new ImageReference(
        "111122223333", "eu-west-1", "amazonaws.com", Addressing.IPV4, repository);
  }

  @ParameterizedTest
  @CsvSource({
    "app, app",
    "app:1.2.3, app",
    "app:latest, app",
    "team/app, team/app",
    "a/b/c/d-e_f.g:v1, a/b/c/d-e_f.g",
    "docker-hub/library/nginx:1.27, docker-hub/library/nginx",
  })
  void theRepositoryIsWhatStandsBeforeTheTag(String name, String repository) {
    assertEquals(Optional.of(in(repository)), ImageReference.parse(HOST + "/" + name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"app@", "app:1.2@", "app:latest@"})
  void aDigestIsNoPartOfTheRepository(String name) {
    assertEquals(Optional.of(in("app")), ImageReference.parse(HOST + "/" + name + DIGEST));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " " + HOST + "/app:1\n",
        "https://" + HOST + "/app:1",
        "docker://AWS@" + HOST + ":443/app:1",
        "@" + HOST + "/app:1",
        "111122223333.DKR.ECR.eu-west-1.AmazonAWS.com/app:1",
      })
  void aPlainImageIsTheUriOfARepository(String text) {
    assertEquals(HOST + "/app:1", ImageReference.plain(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "nginx", "Nginx:1.27", "app@sha256:0a", HOST + "/a/b:C@sha256:0a", "@", "/"})
  void whatIsPlainStaysAsItIs(String text) {
    assertEquals(text, ImageReference.plain(text));
  }

  @ParameterizedTest
  @CsvSource({
    "dkr.ecr, us-east-1, amazonaws.com, IPV4",
    "dkr.ecr-fips, us-east-1, amazonaws.com, IPV4",
    "dkr.ecr-fips, us-gov-west-1, amazonaws.com, IPV4",
    "dkr.ecr, us-gov-west-1, amazonaws.com, IPV4",
    "dkr.ecr, cn-north-1, amazonaws.com.cn, IPV4",
    "dkr.ecr, us-iso-east-1, c2s.ic.gov, IPV4",
    "dkr.ecr, us-isob-east-1, sc2s.sgov.gov, IPV4",
    "dkr.ecr, eu-isoe-west-1, cloud.adc-e.uk, IPV4",
    "dkr.ecr, us-isof-south-1, csp.hci.ic.gov, IPV4",
    "dkr.ecr, eusc-de-east-1, amazonaws.eu, IPV4",
    "dkr-ecr, us-east-1, on.aws, DUAL_STACK",
    "dkr-ecr-fips, us-east-1, on.aws, DUAL_STACK",
  })
  void eachPartitionHasHostsOfItsOwn(
      String service, String region, String suffix, Addressing addressing) {
    assertEquals(
        Optional.of(new ImageReference("111122223333", region, suffix, addressing, "team/app")),
        ImageReference.parse(
            "111122223333." + service + "." + region + "." + suffix + "/team/app:1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nginx",
        "nginx:1.27",
        "library/nginx",
        "docker.io/library/nginx",
        "public.ecr.aws/nginx/nginx:1.27",
        "ghcr.io/owner/app@sha256:00",
        "localhost:5000/app",
        "registry.example.com/111122223333.dkr.ecr.eu-west-1.amazonaws.com/app",
        "x.111122223333.dkr.ecr.eu-west-1.amazonaws.com/app",
        "ecr.eu-west-1.amazonaws.com/app",
        "https://111122223333.dkr.ecr.eu-west-1.amazonaws.com/app",
        "111122223333.dkr.ecr.eu-west-1/app",
        "111122223333.dkr_ecr.eu-west-1.amazonaws.com/app"
      })
  void whatIsInNoPrivateRegistryNeedsNoPermission(String image) {
    assertEquals(Optional.empty(), ImageReference.parse(image));
  }

  /** Whose host it is shows in what it ends in, which is compared as a whole. */
  @ParameterizedTest
  @CsvSource({
    "amazonaws.com.example.com/x, amazonaws.com.example.com",
    "amazonaws.com.cn/x, amazonaws.com.cn",
    "example.com/amazonaws.com/x, example.com",
    "amazonaws.com.:443/x, amazonaws.com.",
  })
  void theEndOfTheHostIsToldAsItStands(String rest, String suffix) {
    assertEquals(
        suffix,
        ImageReference.parse("111122223333.dkr.ecr.eu-west-1." + rest).orElseThrow().dnsSuffix());
  }

  /** ECS logs in to the host without a port; what stands there names no repository. */
  @ParameterizedTest
  @ValueSource(strings = {":443/x", ":443/team/app:1", "", "/", ":", ":1", "/:1", "/@sha256:0"})
  void withoutARepositoryThereIsNone(String rest) {
    assertEquals(Optional.of(in("")), ImageReference.parse(HOST + rest));
  }

  @Test
  void placeholdersStandForAccountAndRegion() {
    ImageReference image =
        ImageReference.parse("${ACCOUNT}.dkr.ecr.<region>.amazonaws.com/app:${TAG}").orElseThrow();
    assertEquals("${ACCOUNT}", image.account());
    assertEquals("<region>", image.region());
    assertEquals("app", image.repository());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ab",
        "a1",
        "a/b",
        "team/app",
        "a-b",
        "a--b",
        "a_b",
        "a__b",
        "a.b",
        "a/b/c/d",
        "0/1",
      })
  void namesOfRepositories(String name) {
    assertTrue(ImageReference.isRepository(name), name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "a", "A/b", "-ab", "ab-", "a//b", "/ab", "ab/", "a..b", "a___b", "a._b", "a*", "a?",
        "a b", "${a}", "ab\n", "\u00e4b",
      })
  void otherNamesOfRepositories(String name) {
    assertFalse(ImageReference.isRepository(name), name);
  }

  @Test
  void theNameOfARepositoryHas256CharactersAtMost() {
    assertTrue(ImageReference.isRepository("a".repeat(256)));
    assertFalse(ImageReference.isRepository("a".repeat(257)));
    assertTrue(ImageReference.isRepository("a/".repeat(127) + "a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        ".",
        ":",
        "/",
        "@",
        "a.",
        "a/",
        "a-",
        "a_",
        ".dkr",
        ".dkr.ecr",
        ".dkr.ecr.",
        "-fips",
        "1.dkr.ecr.",
        "\u00e4",
        "\ud83d\ude00",
      })
  void hostileTextTakesNoTime(String unit) {
    String longText = unit.repeat(100_000 / unit.length());
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          for (String start : new String[] {"", HOST, HOST + "/", HOST + "/a:", "1.dkr.ecr."}) {
            for (String end : new String[] {"", "\n", "/", "@x", "!"}) {
              ImageReference.parse(start + longText + end);
              assertFalse(ImageReference.isRepository(start + longText + end));
            }
          }
        });
  }
}
