package io.pepper.identity.external;

import io.pepper.settings.InvalidSettingException;
import io.pepper.settings.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The certificates that a setting lists as those which sign another server's. */
public final class TrustedCertificates {
  /** The size of a file with all certificates that browsers trust, several times. */
  private static final int MAX_BYTES = 4 << 20;

  private TrustedCertificates() {}

  /**
   * Returns the TLS of a client that trusts the certificates in the PEM file which a setting names,
   * and no others; those that Java trusts if it is not set.
   *
   * @throws InvalidSettingException if the file cannot be used
   */
  public static SSLContext tls(Settings settings, String name) {
    Optional<String> file = settings.text(name);
    try {
      return file.isEmpty() ? SSLContext.getDefault() : trusting(certificates(name, file.get()));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  private static Collection<? extends Certificate> certificates(String name, String file)
      throws GeneralSecurityException {
    try (InputStream bytes = Files.newInputStream(Path.of(file))) {
      var certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes.readNBytes(MAX_BYTES)));
      if (!certificates.isEmpty()) {
        return certificates;
      }
    } catch (IOException | InvalidPathException | CertificateException e) {
      throw new InvalidSettingException(
          name, file, "a PEM file of certificates that Pepper may read");
    }
    throw new InvalidSettingException(name, file, "a PEM file with a certificate in it");
  }

  private static SSLContext trusting(Collection<? extends Certificate> certificates)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (Certificate each : certificates) {
      store.setCertificateEntry(Integer.toString(store.size()), each);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    return tls;
  }
}
