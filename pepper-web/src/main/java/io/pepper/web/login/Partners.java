package io.pepper.web.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.identity.access.Account;
import io.pepper.identity.access.AllowedTags;
import io.pepper.identity.access.Role;
import io.pepper.settings.InvalidSettingException;
import io.pepper.settings.Settings;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * The partners of gokeeper's HTTP interface, who sign their requests with a secret of their own
 * (docs/protocol.md, gokeeper over HTTP). A signature counts within 5 minutes of its time, and only
 * once. Safe for any number of threads.
 */
final class Partners {
  static final String SETTING = "pepper.config.partners";

  private static final int MIN_SECRET_CHARACTERS = 16;
  private static final int MAX_SIGNATURES = 100_000;
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final String ALLOWED =
      "partners with secrets of at least 16 characters, such as dashboard:<secret>, separated by commas";

  private final Map<String, String> secrets;
  private final Clock clock;
  private final Map<String, Instant> used = new ConcurrentHashMap<>();

  /**
   * @throws InvalidSettingException if {@code pepper.config.partners} lists no partners
   */
  Partners(Settings settings, Clock clock) {
    this.clock = clock;
    secrets = settings.text(SETTING).map(Partners::parse).orElse(Map.of());
  }

  private static Map<String, String> parse(String text) {
    Map<String, String> secrets = new HashMap<>();
    for (String partner : text.split(",")) {
      int colon = partner.indexOf(':');
      String name = partner.substring(0, Math.max(0, colon)).strip();
      String secret = partner.substring(colon + 1).strip();
      boolean isFine =
          name.matches("[A-Za-z0-9_.-]{1,100}") && secret.length() >= MIN_SECRET_CHARACTERS;
      if (!isFine || secrets.put(name, secret) != null) {
        throw new InvalidSettingException(SETTING, "***", ALLOWED);
      }
    }
    return secrets;
  }

  /**
   * Returns the partner who signed a request.
   *
   * @param parameters finds a parameter; null if it was not sent
   */
  Optional<Account> signer(UnaryOperator<String> parameters) {
    String partner = parameters.apply("partner");
    String time = parameters.apply("time");
    String guid = parameters.apply("guid");
    if (partner == null || time == null || guid == null || !secrets.containsKey(partner)) {
      return Optional.empty();
    }
    String signed = partner + "_" + parameters.apply("rand") + "_" + time + secrets.get(partner);
    boolean isRight = MessageDigest.isEqual(md5(signed).getBytes(UTF_8), guid.getBytes(UTF_8));
    return isRight && isNow(time) && isFirst(guid)
        ? Optional.of(Account.of("partner:" + partner, Role.ADMIN, AllowedTags.EVERY))
        : Optional.empty();
  }

  private boolean isNow(String time) {
    if (!time.matches("\\d{1,19}")) {
      return false;
    }
    Instant signed = instant(time);
    return Duration.between(signed, clock.instant()).abs().compareTo(WINDOW) <= 0;
  }

  /** Returns the time, which command lines send in seconds and dashboards in nanoseconds. */
  private static Instant instant(String time) {
    int digits = time.length() > 10 ? time.length() - 9 : time.length();
    return Instant.ofEpochSecond(Long.parseLong(time.substring(0, digits)));
  }

  private boolean isFirst(String guid) {
    Instant now = clock.instant();
    if (used.size() >= MAX_SIGNATURES) {
      used.values().removeIf(at -> at.isBefore(now.minus(WINDOW.multipliedBy(2))));
    }
    return used.size() < MAX_SIGNATURES && used.putIfAbsent(guid, now) == null;
  }

  private static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}
