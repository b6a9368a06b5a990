package io.github.ecspolicy.synthesis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers are those of the published algorithms, so they are the same for ever. */
class RendezvousTest {
  private static final long STEP = 0x9e3779b97f4a7c15L;

  /** What SplitMix64 gives one after another when it starts at zero. */
  @ParameterizedTest
  @CsvSource({"0, e220a8397b1dcdaf", "1, 6e789e6aa1b965f4", "2, 06c45d188009454f"})
  void scoresAreThoseOfSplitMix(int place, String expected) {
    assertEquals(expected, "%016x".formatted(Rendezvous.score(0, place)));
  }

  /** The test vectors of FNV-1a, put through the same finaliser. */
  @ParameterizedTest
  @CsvSource({"'', cbf29ce484222325", "a, af63dc4c8601ec8c", "foobar, 85944171f73967e8"})
  void hashesAreThoseOfFnv(String text, String fnv) {
    long expected = Rendezvous.score(Long.parseUnsignedLong(fnv, 16) - STEP, 0);
    assertEquals(expected, Rendezvous.hash(text));
  }

  @Test
  void textsThatDifferLittleSpreadEvenly() {
    int places = 10;
    int[] counts = new int[places];
    for (int i = 0; i < 10_000; i++) {
      long hash = Rendezvous.hash("arn:aws:ssm:eu-west-1:111122223333:parameter/app/" + i);
      int best = 0;
      for (int place = 1; place < places; place++) {
        best = Rendezvous.score(hash, place) > Rendezvous.score(hash, best) ? place : best;
      }
      counts[best]++;
    }
    for (int count : counts) {
      // the standard deviation is 30
      assertEquals(1_000, count, 150);
    }
  }
}
