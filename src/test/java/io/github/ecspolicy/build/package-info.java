/**
 * What the build does to the jar of the command after it is packed, and tests of how it starts. The
 * build runs {@code StartUpJar} on the classes of the tests, and it puts some of them into that
 * jar: {@code JarLoader}, and those that stand in for classes of the JDK. The plugin's jar has
 * none.
 */
package io.github.ecspolicy.build;
