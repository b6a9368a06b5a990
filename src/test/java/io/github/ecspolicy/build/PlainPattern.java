package io.github.ecspolicy.build;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pattern that is compiled when it is first asked. Most constants of a run never are, and the JVM
 * makes classes of the lambda expressions that the JDK compiles them to.
 */
public final class PlainPattern {
  private final String regex;
  private final int flags;
  private volatile Pattern compiled;

  private PlainPattern(String regex, int flags) {
    this.regex = regex;
    this.flags = flags;
  }

  /** Replaces {@link Pattern#compile(String)}. */
  public static PlainPattern compile(String regex) {
    return new PlainPattern(regex, 0);
  }

  /** Replaces {@link Pattern#compile(String, int)}. */
  public static PlainPattern compile(String regex, int flags) {
    return new PlainPattern(regex, flags);
  }

  /** Replaces {@link Pattern#quote}. */
  public static String quote(String text) {
    return Pattern.quote(text);
  }

  private Pattern compiled() {
    Pattern pattern = compiled;
    if (pattern == null) {
      pattern = Pattern.compile(regex, flags);
      compiled = pattern;
    }
    return pattern;
  }

  /** Replaces {@link Pattern#matcher}. */
  public Matcher matcher(CharSequence text) {
    return compiled().matcher(text);
  }

  /** Replaces {@link Pattern#split(CharSequence)}. */
  public String[] split(CharSequence text) {
    return compiled().split(text);
  }

  /** Replaces {@link Pattern#split(CharSequence, int)}. */
  public String[] split(CharSequence text, int limit) {
    return compiled().split(text, limit);
  }

  /** Replaces {@link Pattern#pattern}. */
  public String pattern() {
    return regex;
  }

  @Override
  public String toString() {
    return regex;
  }
}
