package io.pepper.web.login.oidc;

import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import io.pepper.identity.external.RoleMapping;
import io.pepper.identity.external.TrustedCertificates;
import io.pepper.settings.HostName;
import io.pepper.settings.InvalidSettingException;
import io.pepper.settings.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How people sign in by an OpenID provider (docs/sign-in.md, OpenID Connect).
 *
 * @param issuer the provider, by the address that its discovery document is under
 * @param client what this Pepper is called there
 * @param secret its secret there; empty for a public client
 * @param scope what is asked for
 * @param label what the login page calls the provider
 * @param nameClaim the claim that is the user's name here
 * @param groupsClaim the claim that lists the person's groups
 * @param roles what the groups give
 * @param redirect where the provider sends people back to; empty for the address they came by
 * @param tls whose certificates are trusted
 * @param timeout the longest time for each call of the provider
 */
record OidcSettings(
    Issuer issuer,
    ClientID client,
    Optional<Secret> secret,
    Scope scope,
    String label,
    String nameClaim,
    String groupsClaim,
    RoleMapping roles,
    Optional<URI> redirect,
    SSLContext tls,
    Duration timeout) {
  private static final String ISSUER = "pepper.oidc.issuer";
  private static final String CLIENT = "pepper.oidc.client-id";
  private static final String REDIRECT = "pepper.oidc.redirect";
  private static final String TIMEOUT = "pepper.oidc.timeout";
  private static final Duration MAX_TIMEOUT = Duration.ofMinutes(1);

  /**
   * Reads the settings.
   *
   * @return empty if {@code pepper.oidc.issuer} is not set
   * @throws InvalidSettingException if one of them cannot work
   */
  static Optional<OidcSettings> of(Settings settings) {
    return settings.text(ISSUER).map(text -> of(settings, issuer(text)));
  }

  private static OidcSettings of(Settings settings, URI issuer) {
    return new OidcSettings(
        new Issuer(issuer),
        client(settings),
        settings.text("pepper.oidc.client-secret").map(Secret::new),
        scope(settings.text("pepper.oidc.scopes").orElse("openid profile")),
        settings.text("pepper.oidc.label").orElse(issuer.getHost()),
        settings.text("pepper.oidc.name").orElse("preferred_username"),
        settings.text("pepper.oidc.groups").orElse("groups"),
        RoleMapping.of(settings, "pepper.oidc.roles"),
        settings.text(REDIRECT).map(OidcSettings::redirect),
        TrustedCertificates.tls(settings, "pepper.oidc.trust"),
        timeout(settings));
  }

  private static ClientID client(Settings settings) {
    return settings
        .text(CLIENT)
        .map(ClientID::new)
        .orElseThrow(
            () -> new InvalidSettingException(CLIENT, "", "what the provider calls this client"));
  }

  private static Duration timeout(Settings settings) {
    Duration timeout = settings.duration(TIMEOUT, Duration.ofSeconds(5));
    if (timeout.toMillis() < 1 || timeout.compareTo(MAX_TIMEOUT) > 0) {
      throw new InvalidSettingException(
          TIMEOUT, settings.text(TIMEOUT).orElse(""), "from 1ms to 60s");
    }
    return timeout;
  }

  private static Scope scope(String text) {
    Scope scope = Scope.parse(text.replace(',', ' '));
    scope.add("openid");
    return scope;
  }

  /** Its keys come from there: without TLS anybody on the way could sign in as anybody. */
  private static URI issuer(String text) {
    URI url = url(text);
    boolean isSafe = url != null && (isHttps(url) || HostName.isThisMachine(url.getHost()));
    if (!isSafe || url.getRawQuery() != null) {
      throw new InvalidSettingException(
          ISSUER,
          Settings.withoutSecret(text),
          "an address such as https://login.example.com, without a query; http only on this machine");
    }
    return url;
  }

  private static URI redirect(String text) {
    URI url = url(text);
    if (url == null || !url.getRawPath().endsWith("/oidc/callback")) {
      throw new InvalidSettingException(
          REDIRECT,
          text,
          "the address of Pepper's /oidc/callback, such as"
              + " https://pepper.example.com/oidc/callback");
    }
    return url;
  }

  private static boolean isHttps(URI url) {
    return "https".equals(url.getScheme());
  }

  /** Returns an address of a web server; null if it is none. */
  private static URI url(String text) {
    try {
      URI url = URI.create(text);
      boolean isWeb = isHttps(url) || "http".equals(url.getScheme());
      return isWeb && url.getHost() != null && url.getRawUserInfo() == null ? url : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Returns nothing of what it holds: a secret is among it. */
  @Override
  public String toString() {
    return "OidcSettings[" + issuer + "]";
  }
}
