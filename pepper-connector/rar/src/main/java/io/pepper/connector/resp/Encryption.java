package io.pepper.connector.resp;

import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** TLS over accepted connections, or none. Thread-safe. */
final class Encryption {
  private static final String KEYSTORE = "pepper.tls.keystore";
  private static final String PASSWORD = "pepper.tls.password";

  private final SSLSocketFactory factory;

  private Encryption(SSLSocketFactory factory) {
    this.factory = factory;
  }

  static Encryption none() {
    return new Encryption(null);
  }

  /**
   * TLS with the key in {@code pepper.tls.keystore} (PKCS #12 or JKS), if that is set.
   *
   * @throws IllegalArgumentException naming the setting when the key cannot be read
   */
  static Encryption from(RespSettings settings) {
    String file = settings.text(KEYSTORE, "");
    if (file.isEmpty()) {
      return none();
    }
    char[] password = settings.text(PASSWORD, "").toCharArray();
    try {
      KeyStore keys = KeyStore.getInstance(new File(file), password);
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, password);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return new Encryption(context.getSocketFactory());
    } catch (IOException | GeneralSecurityException e) {
      String message = "setting %s=%s cannot be used: %s (its password is the setting %s)";
      throw new IllegalArgumentException(
          message.formatted(KEYSTORE, file, e.getMessage(), PASSWORD), e);
    }
  }

  /** The socket to speak through; the handshake comes with its first use. */
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
