package io.github.ecspolicy.bench;

/** The least that any program on a JVM does. */
public final class Hello {
  private Hello() {}

  /** Prints one line. */
  public static void main(String[] args) {
    System.out.println("hello");
  }
}
