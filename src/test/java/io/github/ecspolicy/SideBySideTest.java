package io.github.ecspolicy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One thread or two make the same of many things. */
class SideBySideTest {
  private static final List<Integer> ALL = IntStream.range(0, 10_000).boxed().toList();

  @Test
  void keepsTheOrder() {
    List<String> alone = SideBySide.map(ALL, false, String::valueOf);
    assertEquals(ALL.stream().map(String::valueOf).toList(), alone);
    assertEquals(alone, SideBySide.map(ALL, true, String::valueOf));
    assertEquals(List.of(), SideBySide.map(List.<Integer>of(), true, String::valueOf));
  }

  @Test
  void passesOnWhatGoesWrong() {
    for (boolean isMuch : new boolean[] {false, true}) {
      IllegalArgumentException thrown =
          assertThrows(
              IllegalArgumentException.class,
              () -> SideBySide.map(ALL, isMuch, SideBySideTest::upToThousand));
      assertEquals("beyond", thrown.getMessage());
    }
  }

  private static int upToThousand(int number) {
    if (number > 1_000) {
      throw new IllegalArgumentException("beyond");
    }
    return number;
  }
}
