package io.github.ecspolicy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LikenessesTest {
  private static final int MANY = 1_000;

  @Test
  void findsTheFirstHoweverManyThereAre() {
    Likenesses likenesses = new Likenesses();
    for (int i = 0; i < MANY; i++) {
      assertEquals(i, likenesses.indexOf("task " + i, i));
      assertEquals(i / 2, likenesses.indexOf("task " + i / 2, i + 1));
    }
  }

  @Test
  void tellsTextsApartThatNoEncodingDoes() {
    Likenesses likenesses = new Likenesses();
    for (int i = 0; i < MANY; i++) {
      likenesses.indexOf("task " + i, i);
    }
    assertEquals(MANY, likenesses.indexOf("\ud800", MANY));
    assertEquals(MANY + 1, likenesses.indexOf("\ud801", MANY + 1));
    assertEquals(MANY, likenesses.indexOf("\ud800", MANY + 2));
  }
}
