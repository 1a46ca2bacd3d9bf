package io.pepper.bus.local;

import java.util.OptionalInt;

/**
 * The place where a pool of php-fpm listens on this machine, or might.
 *
 * @param address as a queue names it: {@code unix:/path} or {@code 127.0.0.1:9000}
 * @param user whom its scripts run as; empty if unknown
 * @param maxChildren its {@code pm.max_children}; empty if unknown
 * @param known true if a pool's configuration or an open socket says so, false for a guess
 */
public record PoolAddress(String address, String user, OptionalInt maxChildren, boolean known) {
  static final String UNIX = "unix:";

  /** Returns whether it is a unix socket. */
  public boolean isUnix() {
    return address.startsWith(UNIX);
  }

  /** Returns the path of a unix socket. */
  public String path() {
    return address.substring(UNIX.length());
  }
}
