package io.github.ecspolicy.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ecspolicy.reference.Reference.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which repositories are pull-through caches.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html">names
 *     of cached repositories</a>
 */
class PolicyScopeTest {
  private static PolicyScope caching(String... prefixes) {
    return new PolicyScope(Scope.ALL, List.of(prefixes), List.of(), false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"docker-hub/nginx", "docker-hub/library/nginx", "team/quay/a/b"})
  void aCacheIsBelowItsPrefix(String repository) {
    assertTrue(caching("docker-hub", "team/quay").isPullThroughCache(repository));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docker-hub",
        "docker-hub2/nginx",
        "docker-hub-nginx",
        "a/docker-hub/nginx",
        "team/x"
      })
  void allElseIsNone(String repository) {
    assertFalse(caching("docker-hub", "team/quay").isPullThroughCache(repository));
    assertFalse(PolicyScope.SECRETS.isPullThroughCache(repository));
  }

  @Test
  void rootIsAboveEveryRepository() {
    PolicyScope scope = caching(PolicyScope.ROOT);
    assertTrue(scope.isPullThroughCache("nginx"));
    assertTrue(scope.isPullThroughCache("docker-hub/nginx"));
    assertEquals(List.of(), scope.prefixesUnusedBy(List.of("nginx")));
    assertEquals(List.of(PolicyScope.ROOT), scope.prefixesUnusedBy(List.of()));
  }

  @Test
  void prefixesWithoutARepositoryAreToldInTheirOrder() {
    PolicyScope scope = caching("quay", "docker-hub", "ghcr");
    assertEquals(
        List.of("quay", "ghcr"),
        scope.prefixesUnusedBy(List.of("docker-hub/nginx", "quay", "gh/cr")));
    assertEquals(List.of("quay", "docker-hub", "ghcr"), scope.prefixesUnusedBy(List.of()));
    assertEquals(List.of(), PolicyScope.SECRETS.prefixesUnusedBy(List.of("app")));
  }
}
