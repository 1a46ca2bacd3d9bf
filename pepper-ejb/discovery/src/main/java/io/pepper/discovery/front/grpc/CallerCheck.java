package io.pepper.discovery.front.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.connector.grpc.GrpcCall;
import io.pepper.connector.grpc.GrpcException;
import io.pepper.connector.grpc.GrpcException.Code;
import io.pepper.discovery.Registry;
import io.pepper.discovery.instance.AppKey;
import io.pepper.settings.Networks;
import io.pepper.settings.Settings;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * The check of callers by a protocol that knows no login: it lets in callers from the networks in
 * {@code pepper.discovery.allow}, and callers that have the application's token. Safe for any
 * number of threads.
 */
final class CallerCheck {
  private static final String ALLOW = "pepper.discovery.allow";
  private static final String PRIVATE =
      "127.0.0.0/8, ::1, 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, fc00::/7";
  private static final String BEARER = "Bearer ";

  private final Registry registry;
  private final Networks networks;

  CallerCheck(Settings settings, Registry registry) {
    this.registry = registry;
    networks = Networks.of(Settings.of(Map.of(ALLOW, settings.text(ALLOW).orElse(PRIVATE))), ALLOW);
  }

  /**
   * @throws GrpcException if the caller has no business with the application
   */
  void check(GrpcCall call, AppKey app) {
    if (networks.containing(call.peer()).isEmpty() && !hasToken(call, app)) {
      throw new GrpcException(
          Code.PERMISSION_DENIED,
          ("callers from %s must send authorization: Bearer with the token of %s; otherwise have"
                  + " the setting %s list their network")
              .formatted(call.peer(), app, ALLOW));
    }
  }

  private boolean hasToken(GrpcCall call, AppKey app) {
    Optional<String> hash = registry.find(app).flatMap(each -> each.settings().tokenHash());
    return hash.isPresent()
        && call.header("authorization")
            .filter(value -> value.startsWith(BEARER))
            .map(value -> sha256(value.substring(BEARER.length()).strip()))
            .filter(sent -> MessageDigest.isEqual(sent.getBytes(UTF_8), hash.get().getBytes(UTF_8)))
            .isPresent();
  }

  private static String sha256(String token) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }
}
