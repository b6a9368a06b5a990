package io.github.ecspolicy.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples are those of RFC 6901, section 5. */
class JsonPointerTest {

  @Test
  void theWholeDocumentIsTheEmptyText() {
    assertEquals("", JsonPointer.ROOT.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "foo, /foo",
    "'', /",
    "a/b, /a~1b",
    "c%d, /c%d",
    "e^f, /e^f",
    "g|h, /g|h",
    "i\\j, /i\\j",
    "k\"l, /k\"l",
    "' ', '/ '",
    "m~n, /m~0n",
    "~1, /~01",
    "~/, /~0~1"
  })
  void aKeyIsEscapedWhereThePointersOwnSignsStandInIt(String key, String pointer) {
    assertEquals(pointer, JsonPointer.ROOT.member(key).toString());
  }

  @Test
  void elementsCountFromZero() {
    assertEquals(
        "/containerDefinitions/0/secrets/12/valueFrom",
        JsonPointer.ROOT
            .member("containerDefinitions")
            .element(0)
            .member("secrets")
            .element(12)
            .member("valueFrom")
            .toString());
  }

  @Test
  void pointersToOnePlaceAreEqualHoweverTheyWereMade() {
    JsonPointer parent = JsonPointer.ROOT.member("a");
    assertEquals(parent.element(1), JsonPointer.ROOT.member("a").member("1"));
    assertEquals(parent.element(1).hashCode(), JsonPointer.ROOT.member("a").member("1").hashCode());
    assertNotEquals(parent.element(1), parent.element(2));
    assertNotEquals(parent.element(1), JsonPointer.ROOT.member("b").element(1));
    assertNotEquals(parent, parent.element(1));
    assertNotEquals(JsonPointer.ROOT, JsonPointer.ROOT.member(""));
  }

  @Test
  void theWayFromAPlaceIsToldWithoutTheWayThere() {
    JsonPointer task = JsonPointer.ROOT.member("taskDefinitions").element(1);
    JsonPointer secrets = task.member("secrets");
    assertEquals("/secrets", secrets.from(task).toString());
    assertEquals("", task.from(task).toString());
    assertEquals(secrets, secrets.from(JsonPointer.ROOT));
    assertEquals(task, task.from(secrets));
    assertEquals(secrets, secrets.from(JsonPointer.ROOT.member("taskDefinitions").element(2)));
  }
}
