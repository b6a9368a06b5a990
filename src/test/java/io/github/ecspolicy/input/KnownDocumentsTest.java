package io.github.ecspolicy.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is kept of documents has an end, and what is found is the very same. */
class KnownDocumentsTest {
  private static final int LENGTH = 1_000;
  private static final int MOST = (8 << 20) / LENGTH;

  private final KnownDocuments known = new KnownDocuments();
  private int done;

  private static byte[] skeleton(int number) {
    return ("x".repeat(LENGTH - 8) + "%08d".formatted(number)).getBytes(StandardCharsets.US_ASCII);
  }

  private Optional<Runnable> find(int number) {
    byte[] bytes = skeleton(number);
    return known.find(bytes, 0, bytes.length, known.hash(bytes, 0, bytes.length));
  }

  private void add(int number) {
    byte[] bytes = skeleton(number);
    known.add(bytes, 0, bytes.length, known.hash(bytes, 0, bytes.length), () -> done = number);
  }

  @Test
  void whatWasAddedIsFoundAndNothingElse() {
    for (int i = 0; i < 1_000; i++) {
      assertTrue(find(i).isEmpty());
      add(i);
    }
    for (int i = 0; i < 1_000; i++) {
      find(i).orElseThrow().run();
      assertEquals(i, done);
    }
    assertTrue(find(1_000).isEmpty());
  }

  @Test
  void twoOfTheSameHashAreTwo() {
    byte[] one = skeleton(1);
    byte[] other = skeleton(2);
    known.add(one, 0, LENGTH, 7, () -> done = 1);
    assertTrue(known.find(other, 0, LENGTH, 7).isEmpty());
    known.add(other, 0, LENGTH, 7, () -> done = 2);
    known.find(one, 0, LENGTH, 7).orElseThrow().run();
    assertEquals(1, done);
    known.find(other, 0, LENGTH, 7).orElseThrow().run();
    assertEquals(2, done);
  }

  @Test
  void whatNeverComesBackIsForgotten() {
    for (int i = 0; i < 10 * MOST; i++) {
      add(i);
    }
    int kept = 0;
    for (int i = 0; i < 10 * MOST; i++) {
      kept += find(i).isPresent() ? 1 : 0;
    }
    assertTrue(kept > 0 && kept <= MOST, kept + " of " + 10 * MOST);
  }

  @Test
  void thereIsMoreRoomForWhatComesBack() {
    int families = MOST * 3 / 4;
    for (int round = 0; round < 6; round++) {
      for (int i = 0; i < families; i++) {
        if (find(i).isEmpty()) {
          add(i);
        }
      }
    }
    for (int i = 0; i < families; i++) {
      assertTrue(find(i).isPresent(), "number " + i);
    }
  }
}
