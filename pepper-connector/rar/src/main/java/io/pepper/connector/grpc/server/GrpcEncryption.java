package io.pepper.connector.grpc.server;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.pepper.connector.AdapterSettings;
import io.pepper.connector.Keystore;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;

/**
 * TLS for gRPC with the key of Pepper's ports, unless {@code pepper.grpc.tls} is {@code false}: the
 * Go clients of gokeeper speak none.
 */
final class GrpcEncryption {
  private static final String TLS = "pepper.grpc.tls";

  private GrpcEncryption() {}

  /**
   * @throws IllegalArgumentException naming the setting that cannot be used
   */
  static Optional<SslContext> from(AdapterSettings settings) {
    String wanted = settings.text(TLS, "");
    if (!wanted.matches("|true|false")) {
      throw new IllegalArgumentException(
          "setting " + TLS + "=" + wanted + " must be true or false");
    }
    if (wanted.equals("false")) {
      return Optional.empty();
    }
    Optional<SslContext> context = Keystore.from(settings).map(GrpcEncryption::context);
    if (wanted.equals("true") && context.isEmpty()) {
      throw new IllegalArgumentException(
          "setting " + TLS + "=true needs a key: set pepper.tls.keystore too");
    }
    return context;
  }

  private static SslContext context(KeyManagerFactory keys) {
    try {
      return GrpcSslContexts.configure(SslContextBuilder.forServer(keys), SslProvider.JDK).build();
    } catch (SSLException e) {
      throw new IllegalArgumentException(
          "the key in pepper.tls.keystore cannot be used for gRPC: " + e.getMessage(), e);
    }
  }
}
