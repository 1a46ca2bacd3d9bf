package io.pepper.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The networks that a setting lists, in CIDR notation. Immutable. */
public final class Networks {
  private static final String NONE = "none";
  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

  /** The characters of addresses, so that none is looked up as a name. */
  private static final Pattern ADDRESS =
      Pattern.compile(OCTET + "(\\." + OCTET + "){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  private record Network(String text, byte[] address, int prefix) {
    boolean contains(byte[] other) {
      if (other.length != address.length) {
        return false;
      }
      int whole = prefix / 8;
      int mask = 0xff00 >> prefix % 8 & 0xff;
      return Arrays.equals(address, 0, whole, other, 0, whole)
          && (mask == 0 || ((address[whole] ^ other[whole]) & mask) == 0);
    }
  }

  private final List<Network> networks;

  private Networks(List<Network> networks) {
    this.networks = networks;
  }

  /**
   * Reads a setting.
   *
   * @param name of a setting such as {@code 10.0.0.0/8, 192.168.1.7, fd00::/8}; not set lists none
   * @throws InvalidSettingException if it lists anything else
   */
  public static Networks of(Settings settings, String name) {
    return of(settings, name, NONE);
  }

  /**
   * Reads a setting that has a default.
   *
   * @param name of a setting, as above, or {@code none}
   * @param usual what counts when it is not set
   * @throws InvalidSettingException if it lists anything else
   */
  public static Networks of(Settings settings, String name, String usual) {
    String text = settings.text(name).orElse(usual);
    return new Networks(
        text.equals(NONE)
            ? List.of()
            : Arrays.stream(text.split("\\s*,\\s*")).map(each -> network(name, each)).toList());
  }

  public boolean isEmpty() {
    return networks.isEmpty();
  }

  /**
   * Returns the network, as it was written, that an address is in.
   *
   * @param address an IP address; in no network if it is none
   */
  public Optional<String> containing(String address) {
    return address(withoutScope(address))
        .flatMap(bytes ->
            networks.stream().filter(each -> each.contains(bytes)).findFirst().map(Network::text));
  }

  /**
   * Returns an IP address in the form in which the server gives those of its callers: of version 6
   * without abbreviation, one of version 4 as such also where it is written as one of version 6.
   *
   * @param text is looked up nowhere; no address gives empty
   */
  public static Optional<String> canonical(String text) {
    return parsed(text).map(InetAddress::getHostAddress);
  }

  private static String withoutScope(String address) {
    int scope = address.indexOf('%');
    return scope < 0 ? address : address.substring(0, scope);
  }

  private static Network network(String name, String text) {
    int slash = text.indexOf('/');
    Optional<byte[]> address = address(slash < 0 ? text : text.substring(0, slash));
    String prefix = slash < 0 ? "" : text.substring(slash + 1);
    int most = address.map(bytes -> bytes.length * 8).orElse(0);
    boolean fits = slash < 0 || prefix.matches("\\d{1,3}") && Integer.parseInt(prefix) <= most;
    if (address.isEmpty() || !fits) {
      throw new InvalidSettingException(
          name, text, "networks such as 10.0.0.0/8, 192.168.1.7 or fd00::/8, separated by commas");
    }
    return new Network(text, address.get(), slash < 0 ? most : Integer.parseInt(prefix));
  }

  private static Optional<byte[]> address(String text) {
    return parsed(text).map(InetAddress::getAddress);
  }

  private static Optional<InetAddress> parsed(String text) {
    if (!ADDRESS.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return String.join(", ", networks.stream().map(Network::text).toList());
  }
}
