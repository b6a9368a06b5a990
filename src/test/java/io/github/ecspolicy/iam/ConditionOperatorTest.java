package io.github.ecspolicy.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ecspolicy.iam.ConditionOperator.Quantifier;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionOperatorTest {

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NULL")
  void parseAndToStringAreInverses(Comparison comparison) {
    for (Quantifier quantifier : Quantifier.values()) {
      for (boolean ifExists : new boolean[] {false, true}) {
        ConditionOperator operator = new ConditionOperator(quantifier, comparison, ifExists);
        assertEquals(Optional.of(operator), ConditionOperator.parse(operator.toString()));
      }
    }
  }

  @Test
  void isWrittenAsIamWritesIt() {
    assertEquals(
        "ForAnyValue:StringEqualsIfExists",
        new ConditionOperator(Quantifier.FOR_ANY_VALUE, Comparison.STRING_EQUALS, true).toString());
    assertEquals(
        "ForAllValues:ArnNotLike",
        new ConditionOperator(Quantifier.FOR_ALL_VALUES, Comparison.ARN_NOT_LIKE, false)
            .toString());
    assertEquals("IpAddress", ConditionOperator.of(Comparison.IP_ADDRESS).toString());
    assertEquals("Null", ConditionOperator.of(Comparison.NULL).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "IfExists",
        "stringEquals",
        "StringEquals ",
        "StringEqualsIfExistsIfExists",
        "ForAnyValue",
        "ForAnyValue:",
        "ForSomeValues:StringEquals",
        "ForAnyValue:ForAllValues:StringEquals",
        "NullIfExists",
        "ForAnyValue:Null",
        "ArnMatches"
      })
  void whatIamDoesNotKnowIsNoOperator(String text) {
    assertEquals(Optional.empty(), ConditionOperator.parse(text));
  }

  @Test
  void nullTakesNoModifier() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new ConditionOperator(Quantifier.NONE, Comparison.NULL, true));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ConditionOperator(Quantifier.FOR_ANY_VALUE, Comparison.NULL, false));
  }

  @Test
  void parsesNull() {
    assertEquals(
        Optional.of(ConditionOperator.of(Comparison.NULL)), ConditionOperator.parse("Null"));
  }
}
