package io.pepper.identity.external;

import com.unboundid.ldap.sdk.FailoverServerSet;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.StartTLSPostConnectProcessor;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import io.pepper.settings.HostName;
import io.pepper.settings.InvalidSettingException;
import io.pepper.settings.Settings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/**
 * The directory servers, which hold the same people: the first that accepts a connection is asked.
 * Their certificates and names are checked. Safe for any number of threads.
 */
final class LdapServers {
  private static final Logger LOG = System.getLogger(LdapServers.class.getName());
  private static final String URL = "pepper.ldap.url";
  private static final String START_TLS = "pepper.ldap.starttls";
  private static final String TRUST = "pepper.ldap.trust";
  private static final String TIMEOUT = "pepper.ldap.timeout";
  private static final int LDAP_PORT = 389;
  private static final int LDAPS_PORT = 636;
  private static final int MAX_PORT = 65_535;
  private static final Duration MAX_TIMEOUT = Duration.ofMinutes(1);

  /** The size of a person with a thousand groups, several times. */
  private static final int MAX_MESSAGE_BYTES = 4 << 20;

  private final Duration timeout;
  private final FailoverServerSet servers;

  private LdapServers(Settings settings, List<URI> urls) {
    boolean isTls = urls.getFirst().getScheme().equals("ldaps");
    boolean isStarted = settings.flag(START_TLS, false);
    if (isTls && isStarted) {
      throw new InvalidSettingException(
          START_TLS, "true", "false with ldaps:// in pepper.ldap.url, which is encrypted anyway");
    }
    if (!isTls && !isStarted) {
      checkUnencrypted(settings, urls);
    }
    SSLSocketFactory tls = TrustedCertificates.tls(settings, TRUST).getSocketFactory();
    timeout = timeout(settings);
    servers =
        new FailoverServerSet(
            urls.stream()
                .map(url -> HostName.withoutBrackets(url.getHost()))
                .toArray(String[]::new),
            urls.stream().mapToInt(LdapServers::port).toArray(),
            isTls ? tls : null,
            options(timeout),
            null,
            isStarted ? new StartTLSPostConnectProcessor(tls) : null);
  }

  /**
   * Returns the servers that the settings name, without asking them for anything.
   *
   * @return empty if they name none
   * @throws InvalidSettingException if a setting cannot work
   */
  static Optional<LdapServers> of(Settings settings) {
    return settings.text(URL).map(text -> new LdapServers(settings, urls(text)));
  }

  private static List<URI> urls(String text) {
    List<URI> urls = Arrays.stream(text.split("[\\s,]+")).map(LdapServers::url).toList();
    if (urls.stream().map(URI::getScheme).distinct().count() > 1) {
      throw wrong(text);
    }
    return urls;
  }

  private static URI url(String text) {
    try {
      URI url = URI.create(text);
      boolean isLdap = "ldap".equals(url.getScheme()) || "ldaps".equals(url.getScheme());
      boolean isServerOnly =
          url.getHost() != null
              && url.getRawUserInfo() == null
              && url.getRawQuery() == null
              && url.getRawPath().matches("/?");
      if (isLdap && isServerOnly && port(url) > 0 && port(url) <= MAX_PORT) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      throw wrong(text);
    }
    throw wrong(text);
  }

  private static int port(URI url) {
    int usual = url.getScheme().equals("ldaps") ? LDAPS_PORT : LDAP_PORT;
    return url.getPort() < 0 ? usual : url.getPort();
  }

  private static InvalidSettingException wrong(String url) {
    return new InvalidSettingException(
        URL,
        Settings.withoutSecret(url),
        "ldap://host[:389] or ldaps://host[:636], or several of one kind with commas between them");
  }

  private static void checkUnencrypted(Settings settings, List<URI> urls) {
    settings
        .text(TRUST)
        .ifPresent(file -> {
          throw new InvalidSettingException(
              TRUST, file, "left out without encryption: use ldaps://, or set " + START_TLS);
        });
    if (!urls.stream().map(URI::getHost).allMatch(HostName::isThisMachine)) {
      LOG.log(
          Level.WARNING,
          "passwords travel to the directory server without encryption: set {0}=true, or use"
              + " ldaps:// in {1}",
          START_TLS,
          URL);
    }
  }

  private static Duration timeout(Settings settings) {
    Duration timeout = settings.duration(TIMEOUT, Duration.ofSeconds(5));
    if (timeout.toMillis() < 1 || timeout.compareTo(MAX_TIMEOUT) > 0) {
      throw new InvalidSettingException(
          TIMEOUT, settings.text(TIMEOUT).orElse(""), "from 1ms to 60s");
    }
    return timeout;
  }

  private static LDAPConnectionOptions options(Duration timeout) {
    LDAPConnectionOptions options = new LDAPConnectionOptions();
    int millis = Math.toIntExact(timeout.toMillis());
    options.setConnectTimeoutMillis(millis);
    options.setResponseTimeoutMillis(millis);
    options.setAbandonOnTimeout(true);
    options.setFollowReferrals(false);
    options.setUseSynchronousMode(true);
    options.setMaxMessageSize(MAX_MESSAGE_BYTES);
    options.setSSLSocketVerifier(new HostNameSSLSocketVerifier(true));
    return options;
  }

  /** Returns a new connection, encrypted if it shall be; each step waits for the time limit. */
  LDAPConnection connect() throws LDAPException {
    return servers.getConnection();
  }

  /** Returns the time limit of a search, in whole seconds as the protocol has it. */
  int limitSeconds() {
    return Math.max(1, Math.toIntExact(timeout.toSeconds()));
  }
}
