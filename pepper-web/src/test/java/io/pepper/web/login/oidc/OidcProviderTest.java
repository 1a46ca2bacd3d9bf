package io.pepper.web.login.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OidcProviderTest {
  private static final URI BACK = URI.create("https://pepper.example.com/oidc/callback");
  private static final String SECRET = "s3cret-that-is-long-enough-for-a-mac";

  private final PendingLogin pending = PendingLogin.begin("/");
  private ScriptedProvider server;
  private OidcSettings settings;
  private ProviderCalls calls;

  @BeforeEach
  void start() throws IOException, JOSEException {
    server = new ScriptedProvider();
    settings = server.settings("pepper.oidc.client-secret", SECRET);
    calls = new ProviderCalls(settings.tls(), settings.timeout());
  }

  @AfterEach
  void end() {
    calls.close();
    server.close();
  }

  private JWTClaimsSet.Builder claims() {
    Instant now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer(server.issuer())
        .audience("pepper")
        .subject("id-1")
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(60)))
        .claim("nonce", pending.nonce().getValue())
        .claim("preferred_username", "erin")
        .claim("groups", "ops");
  }

  private void answer(String idToken) {
    server.answers.put(
        "/token",
        "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"id_token\":\"%s\"}"
            .formatted(idToken));
  }

  private static String signed(JWSAlgorithm algorithm, JWSSigner signer, JWTClaimsSet claims)
      throws JOSEException {
    SignedJWT token =
        new SignedJWT(new JWSHeader.Builder(algorithm).keyID("first").build(), claims);
    token.sign(signer);
    return token.serialize();
  }

  private String signed(JWTClaimsSet.Builder claims) throws JOSEException {
    return signed(JWSAlgorithm.RS256, new RSASSASigner(server.key), claims.build());
  }

  private Map<String, Object> ask() {
    return OidcProvider.discover(settings, calls)
        .claims(new AuthorizationCode("code"), pending, BACK);
  }

  @Test
  void believesATokenOfTheProvider() throws JOSEException {
    answer(signed(claims()));

    assertThat(ask()).containsEntry("preferred_username", "erin").containsEntry("sub", "id-1");
    assertThat(server.requests.get("/token"))
        .contains("code_verifier=" + pending.verifier().getValue())
        .doesNotContain(SECRET);
  }

  @Test
  void sendsBrowsersThereWithStateNonceAndAChallenge() {
    URI address = OidcProvider.discover(settings, calls).address(pending, BACK);

    assertThat(address.toString()).startsWith(server.issuer() + "/auth?");
    assertThat(address.getQuery())
        .contains("state=" + pending.state())
        .contains("nonce=" + pending.nonce())
        .contains("code_challenge_method=S256")
        .contains(
            "code_challenge="
                + CodeChallenge.compute(CodeChallengeMethod.S256, pending.verifier()).getValue())
        .doesNotContain(pending.verifier().getValue());
  }

  @Test
  void refusesTokensThatAreNotForThisSignIn() throws JOSEException {
    RSAKey other = new RSAKeyGenerator(2048).keyID("first").generate();
    Instant ago = Instant.now().minusSeconds(3600);
    for (String token :
        new String[] {
          signed(claims().claim("nonce", "another")),
          signed(claims().claim("nonce", null)),
          signed(claims().audience("another")),
          signed(claims().issuer("https://another.example.com")),
          signed(claims().expirationTime(Date.from(ago))),
          signed(claims().subject(null)),
          new PlainJWT(claims().build()).serialize(),
          signed(JWSAlgorithm.RS256, new RSASSASigner(other), claims().build()),
          signed(JWSAlgorithm.HS256, new MACSigner(SECRET), claims().build()),
        }) {
      answer(token);
      assertThatThrownBy(this::ask).as(token).isInstanceOf(OidcException.class);
    }
  }

  @Test
  void takesFromTheUserinfoWhatTheTokenLacks() throws JOSEException {
    answer(signed(claims().claim("groups", null)));
    server.answers.put("/me", "{\"sub\":\"id-1\",\"groups\":[\"ops\"],\"iss\":\"evil\"}");
    assertThat(ask())
        .containsEntry("iss", server.issuer())
        .extractingByKey("groups")
        .hasToString("[\"ops\"]");

    server.answers.put("/me", "{\"sub\":\"id-2\",\"groups\":[\"ops\"]}");
    assertThatThrownBy(this::ask).hasMessageContaining("another person");
  }

  @Test
  void saysInOneLineWhatTheProviderAnswersInstead() {
    server.answers.put("/token", "{\"error\":\"invalid_client\\nadmin logged in\"}");
    assertThatThrownBy(this::ask)
        .isInstanceOf(OidcException.class)
        .hasMessageNotContaining("\n")
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void refusesADocumentOfAnother() {
    server.answers.put(
        "/.well-known/openid-configuration", server.document("https://another.example.com"));
    assertThatThrownBy(this::ask)
        .hasMessageContaining("pepper.oidc.issuer")
        .hasMessageContaining("https://another.example.com");
  }
}
