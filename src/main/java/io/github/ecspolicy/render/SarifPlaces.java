package io.github.ecspolicy.render;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecspolicy.diagnostic.SourceLocation;
import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Files and places in them, as SARIF writes them. */
final class SarifPlaces {
  // https://www.rfc-editor.org/rfc/rfc3986#section-3.3, without the colon, which would end a scheme
  private static final String OF_PATHS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/!$&'()*+,;=@";

  private SarifPlaces() {}

  /**
   * Returns {@code source} as a reference relative to the folder of the run, or as the address of a
   * file if its path is absolute.
   */
  static String uri(String source) {
    String path = File.separatorChar == '\\' ? source.replace('\\', '/') : source;
    boolean hasDrive = path.matches("[A-Za-z]:/.*");
    StringBuilder uri = new StringBuilder();
    if (hasDrive) {
      uri.append("file:///").append(path.charAt(0)).append(':');
      path = path.substring(2);
    } else if (path.startsWith("/")) {
      uri.append("file://");
      path = path.replaceFirst("^/+", "/");
    }
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      if (OF_PATHS.indexOf(b) >= 0) {
        uri.append((char) b);
      } else {
        uri.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return URI.create(uri.toString()).normalize().toString();
  }

  /** Returns where {@code place} is. */
  static ObjectNode location(SourceLocation place) {
    ObjectNode location = JsonNodeFactory.instance.objectNode();
    ObjectNode physical = location.putObject("physicalLocation");
    physical.putObject("artifactLocation").put("uri", uri(place.source()));
    physical.putObject("region").put("startLine", place.line()).put("startColumn", place.column());
    return location;
  }
}
