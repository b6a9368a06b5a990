package io.github.ecspolicy.build;

import java.math.BigDecimal;

/** The limits of numbers that Jackson's parser has under the same names. */
public final class PlainDecimals {
  public static final BigDecimal BD_MIN_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
  public static final BigDecimal BD_MAX_LONG = BigDecimal.valueOf(Long.MAX_VALUE);
  public static final BigDecimal BD_MIN_INT = BigDecimal.valueOf(Integer.MIN_VALUE);
  public static final BigDecimal BD_MAX_INT = BigDecimal.valueOf(Integer.MAX_VALUE);

  private PlainDecimals() {}
}
