package io.pepper.connector.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads PEM files: chains of certificates, and private keys in PKCS #8, PKCS #1 and SEC 1. */
final class PemReader {
  /** More than any chain; what is larger is no such file. */
  private static final long MAX_BYTES = 1 << 20;

  private static final Pattern KEY =
      Pattern.compile(
          "-----BEGIN ((?:RSA |EC |ENCRYPTED )?)PRIVATE KEY-----(.*?)-----END \\1PRIVATE KEY-----",
          Pattern.DOTALL);

  private PemReader() {}

  /**
   * Returns all certificates of a file, in order.
   *
   * @param setting named when the file cannot be used
   */
  static List<X509Certificate> certificates(String setting, Path file) {
    String text = text(setting, file);
    try {
      List<X509Certificate> chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!chain.isEmpty()) {
        return chain;
      }
    } catch (CertificateException e) {
      throw new KeyFilesException(none(setting, file, "certificate"), e);
    }
    throw new KeyFilesException(none(setting, file, "certificate"));
  }

  /**
   * Returns the private key of a file.
   *
   * @param setting named when the file cannot be used
   */
  static PrivateKey key(String setting, Path file) {
    Matcher key = KEY.matcher(text(setting, file));
    if (!key.find()) {
      throw new KeyFilesException(none(setting, file, "private key"));
    }
    boolean isOldEncryption = key.group(2).contains("ENCRYPTED");
    if (key.group(1).startsWith("ENCRYPTED") || isOldEncryption) {
      throw new KeyFilesException(
          "%s is %s, whose key has a password: remove it with 'openssl pkey -in %s -out <new file>'"
              .formatted(setting, file, file));
    }
    byte[] encoded;
    try {
      encoded = Base64.getMimeDecoder().decode(key.group(2));
    } catch (IllegalArgumentException e) {
      throw new KeyFilesException(none(setting, file, "private key"), e);
    }
    return parsed(setting, file, asPkcs8(key.group(1).strip(), encoded));
  }

  private static byte[] asPkcs8(String kind, byte[] encoded) {
    return switch (kind) {
      case "RSA" -> Pkcs8.ofRsa(encoded);
      case "EC" -> Pkcs8.ofEllipticCurve(encoded);
      default -> encoded;
    };
  }

  private static PrivateKey parsed(String setting, Path file, byte[] pkcs8) {
    for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (GeneralSecurityException e) {
        // It is one of the others.
      }
    }
    throw new KeyFilesException(
        "%s is %s, whose key is neither RSA nor EC nor Ed25519".formatted(setting, file));
  }

  private static String text(String setting, Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new KeyFilesException(
            "%s is %s, which is too large for a PEM file".formatted(setting, file));
      }
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new KeyFilesException(KeyFiles.unreadable(setting, file), e);
    }
  }

  private static String none(String setting, Path file, String what) {
    return "%s is %s, which holds no %s in PEM form (-----BEGIN …): set it to the right file"
        .formatted(setting, file, what);
  }
}
