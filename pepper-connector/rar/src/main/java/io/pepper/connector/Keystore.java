package io.pepper.connector;

import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;

/** The key that Pepper's own ports show when they speak TLS. */
public final class Keystore {
  private static final String KEYSTORE = "pepper.tls.keystore";
  private static final String PASSWORD = "pepper.tls.password";

  private Keystore() {}

  /**
   * Returns the key in {@code pepper.tls.keystore} (PKCS #12 or JKS), or empty if the setting is
   * not set.
   *
   * @throws IllegalArgumentException naming the setting when the key cannot be read
   */
  public static Optional<KeyManagerFactory> from(AdapterSettings settings) {
    String file = settings.text(KEYSTORE, "");
    if (file.isEmpty()) {
      return Optional.empty();
    }
    char[] password = settings.text(PASSWORD, "").toCharArray();
    try {
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(KeyStore.getInstance(new File(file), password), password);
      return Optional.of(managers);
    } catch (IOException | GeneralSecurityException e) {
      String message = "setting %s=%s cannot be used: %s (its password is the setting %s)";
      throw new IllegalArgumentException(
          message.formatted(KEYSTORE, file, e.getMessage(), PASSWORD), e);
    }
  }
}
