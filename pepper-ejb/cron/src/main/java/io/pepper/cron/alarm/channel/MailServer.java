package io.pepper.cron.alarm.channel;

import io.pepper.settings.HostName;
import io.pepper.settings.InvalidSettingException;
import io.pepper.settings.Settings;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/**
 * The mail server of the settings.
 *
 * @param login user and password; empty if the server needs none
 */
public record MailServer(
    String host, int port, Tls tls, InternetAddress from, Optional<MailLogin> login) {
  /** The protection of the connection. */
  enum Tls {
    NONE,
    STARTTLS,
    TLS
  }

  record MailLogin(String user, String password) {
    /** Returns the user, without the password. */
    @Override
    public String toString() {
      return user;
    }
  }

  /** Reads the settings {@code pepper.mail.*}; empty if they name no host. */
  public static Optional<MailServer> of(Settings settings) {
    return settings
        .text("pepper.mail.host")
        .map(host -> {
          Tls tls = tls(settings.text("pepper.mail.tls").orElse("none"));
          return new MailServer(
              host,
              settings.integer("pepper.mail.port", port(tls), 1, 65535),
              tls,
              from(settings.text("pepper.mail.from").orElse("pepper@" + HostName.asNodeId())),
              login(settings));
        });
  }

  private static Tls tls(String text) {
    return switch (text) {
      case "none" -> Tls.NONE;
      case "starttls" -> Tls.STARTTLS;
      case "tls" -> Tls.TLS;
      default ->
          throw new InvalidSettingException("pepper.mail.tls", text, "none, starttls or tls");
    };
  }

  private static int port(Tls tls) {
    return switch (tls) {
      case NONE -> 25;
      case STARTTLS -> 587;
      case TLS -> 465;
    };
  }

  private static InternetAddress from(String text) {
    try {
      return new InternetAddress(text, true);
    } catch (AddressException e) {
      throw new InvalidSettingException(
          "pepper.mail.from", text, "an address such as pepper@example.org");
    }
  }

  private static Optional<MailLogin> login(Settings settings) {
    Optional<String> user = settings.text("pepper.mail.user");
    Optional<String> password = settings.text("pepper.mail.password");
    if (user.isPresent() && password.isEmpty()) {
      throw new InvalidSettingException(
          "pepper.mail.password", "", "set, because pepper.mail.user is");
    }
    return user.map(name -> new MailLogin(name, password.get()));
  }

  /**
   * Returns the properties of a Jakarta Mail session.
   *
   * @param limit of every single wait
   */
  Properties properties(Duration limit) {
    String millis = Long.toString(limit.toMillis());
    Properties properties = new Properties();
    properties.setProperty("mail.transport.protocol", "smtp");
    properties.setProperty("mail.smtp.host", host);
    properties.setProperty("mail.smtp.port", Integer.toString(port));
    properties.setProperty("mail.smtp.auth", Boolean.toString(login.isPresent()));
    properties.setProperty("mail.smtp.connectiontimeout", millis);
    properties.setProperty("mail.smtp.timeout", millis);
    properties.setProperty("mail.smtp.writetimeout", millis);
    properties.setProperty("mail.smtp.sendpartial", "true");
    properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(tls == Tls.TLS));
    properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(tls == Tls.STARTTLS));
    properties.setProperty("mail.smtp.starttls.required", Boolean.toString(tls == Tls.STARTTLS));
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    return properties;
  }
}
