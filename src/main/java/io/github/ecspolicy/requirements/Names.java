package io.github.ecspolicy.requirements;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What things are called in lines. */
final class Names {
  static final int CURRENT_VERSION = 1;

  static final String VERSION = "requirements";
  static final String SCOPE = "scope";
  static final String SOURCE = "source";
  static final String DIAGNOSTIC = "diagnostic";
  static final String OF_FIRST = "ofFirst";
  static final String SETTLED = "settled";
  static final String TASK = "task";
  static final String NEEDS = "needs";
  static final String RESOURCE = "resource";
  static final String KEY = "key";
  static final String REFERENCE = "reference";

  private Names() {}

  /** Returns what {@code constant} is called. */
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns which of {@code constants} is called {@code name}. */
  static <E extends Enum<E>> Optional<E> named(String name, E[] constants) {
    return Arrays.stream(constants).filter(each -> of(each).equals(name)).findFirst();
  }
}
