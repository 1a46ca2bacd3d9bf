package io.pepper.discovery.health;

import io.pepper.discovery.instance.Check;
import io.pepper.discovery.instance.Instance;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * The target of a check.
 *
 * @param host a name, or an address; of IPv6 in brackets
 */
record ProbeTarget(String host, int port) {
  /**
   * Finds the first address of the scheme that the check names.
   *
   * @throws IllegalArgumentException telling people why it cannot be checked
   */
  static ProbeTarget of(Instance instance, Check check) {
    String prefix = check.scheme() + "://";
    String address =
        instance.registration().addresses().stream()
            .filter(each -> each.startsWith(prefix))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("it has no address " + prefix + "…"));
    try {
      URI uri = new URI(address);
      if (uri.getHost() == null || uri.getPort() < 1) {
        throw new IllegalArgumentException(address + " names no host and port");
      }
      return new ProbeTarget(uri.getHost(), uri.getPort());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(address + " is no address", e);
    }
  }

  /** Resolves the host's name. */
  InetSocketAddress socketAddress() {
    return new InetSocketAddress(host, port);
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
