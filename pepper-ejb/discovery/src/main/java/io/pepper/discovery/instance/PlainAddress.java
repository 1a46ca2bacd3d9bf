package io.pepper.discovery.instance;

/**
 * The usual form of an address, {@code scheme://host:port} in plain letters and digits, told
 * without the cost of the full syntax: every register of thousands a second has some. What is none
 * of these may still be an address.
 */
final class PlainAddress {
  private static final int LAST_PORT = 65_535;
  private static final int LAST_OCTET = 255;
  private static final int OCTETS = 4;
  private static final int MAX_DIGITS = 5;

  private PlainAddress() {}

  static boolean isOne(String address) {
    int scheme = address.indexOf("://");
    int host = scheme + 3;
    int port = scheme < 0 ? -1 : address.indexOf(':', host);
    return port > host
        && isScheme(address, scheme)
        && isHost(address, host, port)
        && isNumber(address, port + 1, address.length(), 1, LAST_PORT);
  }

  private static boolean isScheme(String address, int end) {
    if (end == 0) {
      return false;
    }
    for (int i = 0; i < end; i++) {
      if (!isLetter(address.charAt(i)) && !isDigit(address.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether it is a name with a letter in it, or four numbers. */
  private static boolean isHost(String address, int start, int end) {
    boolean hasLetter = false;
    for (int i = start; i < end; i++) {
      char each = address.charAt(i);
      hasLetter |= isLetter(each);
      if (!isLetter(each) && !isDigit(each) && each != '.' && each != '-') {
        return false;
      }
    }
    return hasLetter || isIpv4(address, start, end);
  }

  private static boolean isIpv4(String address, int start, int end) {
    int from = start;
    for (int octet = 1; octet < OCTETS; octet++) {
      int dot = address.indexOf('.', from);
      if (dot < 0 || !isNumber(address, from, dot, 0, LAST_OCTET)) {
        return false;
      }
      from = dot + 1;
    }
    return isNumber(address, from, end, 0, LAST_OCTET);
  }

  /** Returns whether there are digits alone, without zeros in front, for a number in a range. */
  private static boolean isNumber(String text, int start, int end, int least, int most) {
    int length = end - start;
    if (length < 1 || length > MAX_DIGITS || (length > 1 && text.charAt(start) == '0')) {
      return false;
    }
    int number = 0;
    for (int i = start; i < end; i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
      number = 10 * number + text.charAt(i) - '0';
    }
    return number >= least && number <= most;
  }

  private static boolean isLetter(char each) {
    return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z');
  }

  private static boolean isDigit(char each) {
    return each >= '0' && each <= '9';
  }
}
