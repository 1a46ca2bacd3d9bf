package io.pepper.web.login.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import io.pepper.settings.Settings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** A provider that answers whatever a test wants: no real one sends what is wrong. */
final class ScriptedProvider implements AutoCloseable {
  final RSAKey key;
  final Map<String, String> answers = new ConcurrentHashMap<>();
  final Map<String, String> requests = new ConcurrentHashMap<>();
  private final HttpServer server;

  ScriptedProvider() throws IOException, JOSEException {
    key = new RSAKeyGenerator(2048).keyID("first").generate();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          requests.put(path, new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          byte[] answer = answers.getOrDefault(path, "").getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(answer.length == 0 ? 404 : 200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(answer);
          }
        });
    server.start();
    answers.put("/.well-known/openid-configuration", document(issuer()));
    answers.put("/jwks", new JWKSet(key.toPublicJWK()).toString());
  }

  String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  String document(String issuer) {
    return """
    {"issuer":"%s","authorization_endpoint":"%2$s/auth","token_endpoint":"%2$s/token",
     "userinfo_endpoint":"%2$s/me","jwks_uri":"%2$s/jwks","response_types_supported":["code"],
     "subject_types_supported":["public"],"id_token_signing_alg_values_supported":["RS256"]}
    """
        .formatted(issuer, issuer());
  }

  /** Returns settings for this provider. */
  OidcSettings settings(String... more) {
    Map<String, String> values = new HashMap<>();
    values.put("pepper.oidc.issuer", issuer());
    values.put("pepper.oidc.client-id", "pepper");
    values.put("pepper.oidc.client-secret", "s3cret");
    values.put("pepper.oidc.roles", "*: viewer");
    values.put("pepper.oidc.timeout", "2s");
    for (int i = 0; i < more.length; i += 2) {
      values.put(more[i], more[i + 1]);
    }
    return OidcSettings.of(Settings.of(values)).orElseThrow();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
