package io.pepper.discovery.instance;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The syntax of an instance's address: {@code scheme://host:port} with whatever may follow in a
 * URL.
 */
public final class Address {
  /** Characters of a refused address that its error shows. */
  private static final int SHOWN = 120;

  private static final String SCHEME = "[A-Za-z0-9][A-Za-z0-9+._-]*";
  private static final Pattern FORM =
      Pattern.compile(
          "%s(?:://|@)(?:[^@/?#\\s]*@)?(?<host>\\[[^]]*]|[^:/?#]*)(?<port>:[^/?#]*)?(?<rest>[/?#].*)?"
              .formatted(SCHEME),
          Pattern.DOTALL);

  /**
   * The beginning of an address that follows another in the same text; rpcx's only if it is nothing
   * else.
   */
  private static final Pattern BEGINNING =
      Pattern.compile("%1$s://.*|%1$s@[^@/?#\\s]+:\\d{1,5}".formatted(SCHEME), Pattern.DOTALL);

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_.~-]+");
  private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");
  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("\\[[0-9A-Fa-f:.]+(?:%[\\w.~-]+)?]");
  private static final int LAST_PORT = 65_535;

  private Address() {}

  /**
   * Takes apart what old clients join with commas. A comma after which no other address begins,
   * such as one in a query, divides nothing.
   */
  public static List<String> split(String joined) {
    if (joined.indexOf(',') < 0) {
      String only = joined.strip();
      return only.isEmpty() ? List.of() : List.of(only);
    }
    List<StringBuilder> addresses = new ArrayList<>();
    for (String part : joined.split(",")) {
      if (addresses.isEmpty() || BEGINNING.matcher(part.strip()).matches()) {
        addresses.add(new StringBuilder(part));
      } else {
        addresses.getLast().append(',').append(part);
      }
    }
    return addresses.stream().map(Address::trimmed).filter(each -> !each.isEmpty()).toList();
  }

  /**
   * Returns an address without the blanks around it and the commas that empty addresses leave
   * behind it.
   */
  private static String trimmed(StringBuilder address) {
    int end = address.length();
    while (end > 0
        && (address.charAt(end - 1) == ',' || Character.isWhitespace(address.charAt(end - 1)))) {
      end--;
    }
    return address.substring(0, end).strip();
  }

  /**
   * Returns the address.
   *
   * @throws IllegalArgumentException if it is none, naming it, its fault and what is expected
   */
  public static String checked(String address) {
    return PlainAddress.isOne(address) ? address : checkedInFull(address);
  }

  static String checkedInFull(String address) {
    Matcher form = FORM.matcher(address);
    if (!form.matches()) {
      throw refused(address, "it does not begin with a scheme, such as http://");
    }
    if (address.chars().anyMatch(each -> Character.isWhitespace(each) || each < ' ')) {
      throw refused(address, "it has a blank or a control character");
    }
    checkHost(address, form.group("host"), form.group("port"));
    if (form.group("port") != null) {
      checkPort(address, form.group("port").substring(1));
    }
    return address;
  }

  private static void checkHost(String address, String host, String port) {
    if (host.indexOf(',') >= 0 || port != null && port.indexOf(',') >= 0) {
      throw refused(
          address, "begin each address after a comma with a scheme, as in http://a:80,http://b:90");
    }
    if (port != null && port.indexOf(':', 1) > 0) {
      throw refused(address, "an IPv6 address must be in brackets, and a port is one number");
    }
    if (host.isEmpty()) {
      throw refused(address, "it has no host");
    }
    if (host.startsWith("[")) {
      if (!isIpv6(host)) {
        throw refused(address, host + " is no IPv6 address");
      }
    } else if (!NAME.matcher(host).matches()) {
      throw refused(address, "'%s' is no host".formatted(host));
    } else if (NUMBERS.matcher(host).matches() && !IPV4.matcher(host).matches()) {
      throw refused(address, host + " is no IPv4 address");
    }
  }

  private static boolean isIpv6(String host) {
    if (!IPV6.matcher(host).matches()) {
      return false;
    }
    try {
      // In brackets it is never looked up. What follows '%' names an interface of the provider's.
      InetAddress.getByName(host.replaceFirst("%.*]", "]"));
      return true;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static void checkPort(String address, String port) {
    if (!port.matches("\\d{1,5}")
        || Integer.parseInt(port) < 1
        || Integer.parseInt(port) > LAST_PORT) {
      throw refused(address, "'%s' is no port from 1 to %d".formatted(port, LAST_PORT));
    }
  }

  private static IllegalArgumentException refused(String address, String fault) {
    String shown = address.length() > SHOWN ? address.substring(0, SHOWN) + "…" : address;
    return new IllegalArgumentException(
        "addrs must be addresses such as grpc://10.0.0.7:9000 or http://[fd00::7]:80, not '%s': %s"
            .formatted(shown, fault));
  }
}
