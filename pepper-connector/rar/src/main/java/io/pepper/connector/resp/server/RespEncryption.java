package io.pepper.connector.resp.server;

import io.pepper.connector.AdapterSettings;
import io.pepper.connector.Keystore;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** The TLS of accepted connections, or none. Safe for any number of threads. */
final class RespEncryption {
  private final SSLSocketFactory factory;

  private RespEncryption(SSLSocketFactory factory) {
    this.factory = factory;
  }

  static RespEncryption none() {
    return new RespEncryption(null);
  }

  /**
   * Returns TLS with the key in {@code pepper.tls.keystore} (PKCS #12 or JKS), if that is set, or
   * none.
   *
   * @throws IllegalArgumentException naming the setting when the key cannot be read
   */
  static RespEncryption from(AdapterSettings settings) {
    return Keystore.from(settings)
        .map(keys -> new RespEncryption(factory(keys)))
        .orElseGet(RespEncryption::none);
  }

  private static SSLSocketFactory factory(KeyManagerFactory keys) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  /** Returns the socket to speak through; the handshake comes with its first use. */
  Socket wrap(Socket plain) throws IOException {
    if (factory == null) {
      return plain;
    }
    SSLSocket secure =
        (SSLSocket)
            factory.createSocket(
                plain, plain.getInetAddress().getHostAddress(), plain.getPort(), true);
    secure.setUseClientMode(false);
    return secure;
  }
}
