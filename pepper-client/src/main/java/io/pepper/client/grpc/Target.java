package io.pepper.client.grpc;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The target of a channel.
 *
 * @param clusters empty for all
 */
record Target(String app, String zone, List<String> clusters) {
  /**
   * @param ownZone holds unless the target names one
   */
  static Target of(URI uri, String ownZone) {
    String path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
    if (path.isEmpty() || path.contains("/")) {
      throw new IllegalArgumentException(
          "target %s must be like discovery://default/shop.stock?zone=sh001".formatted(uri));
    }
    String zone = ownZone;
    List<String> clusters = new ArrayList<>();
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    for (String parameter : query.split("&")) {
      String[] parts = parameter.split("=", 2);
      String value = parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
      if (parts[0].equals("zone") && !value.isEmpty()) {
        zone = value;
      } else if (parts[0].equals("cluster") && !value.isEmpty()) {
        clusters.add(value);
      }
    }
    return new Target(path, zone, List.copyOf(clusters));
  }
}
