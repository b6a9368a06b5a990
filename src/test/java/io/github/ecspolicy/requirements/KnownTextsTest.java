package io.github.ecspolicy.requirements;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class KnownTextsTest {
  private static final int MANY = 20_000;

  private static byte[] text(int i) {
    return ("text number " + i + " and what else is in it").getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void findsEachByItsNumber() {
    KnownTexts texts = new KnownTexts(Long.MAX_VALUE);
    for (int i = 0; i < MANY; i++) {
      byte[] text = text(i);
      assertEquals(KnownTexts.NONE, texts.find(text, text.length));
      assertEquals(i, texts.add(text, text.length));
      assertEquals(KnownTexts.NONE, texts.find(text, text.length - 1));
    }
    for (int i = 0; i < MANY; i++) {
      byte[] text = text(i);
      assertEquals(i, texts.find(text, text.length));
    }
  }

  @Test
  void takesNoMoreThanThereIsRoomFor() {
    KnownTexts texts = new KnownTexts(1 << 19);
    int added = 0;
    while (texts.add(text(added), text(added).length) != KnownTexts.NONE) {
      added++;
    }
    assertEquals(KnownTexts.NONE, texts.find(text(added), text(added).length));
    assertEquals(added - 1, texts.find(text(added - 1), text(added - 1).length));
    assertEquals(0, texts.find(text(0), text(0).length));
    assertEquals(true, added > (1 << 18) / text(MANY).length && added < MANY);
  }
}
