package io.pepper.connector.tls;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The files that hold the key and the certificate of Pepper's ports: two PEM files, or a keystore
 * (PKCS #12 or JKS) with its password. Immutable.
 */
public final class KeyFiles {
  /** Setting: PEM file of the certificate, then of those that sign it. */
  public static final String CERTIFICATE = "pepper.tls.certificate";

  /** Setting: PEM file of the private key. */
  public static final String KEY = "pepper.tls.key";

  /** Setting: keystore, in place of the two. */
  public static final String KEYSTORE = "pepper.tls.keystore";

  /** Setting: the keystore's password. */
  public static final String PASSWORD = "pepper.tls.password";

  private final Optional<Path> certificate;
  private final Optional<Path> key;
  private final Optional<Path> keystore;
  private final char[] password;

  private KeyFiles(
      Optional<Path> certificate, Optional<Path> key, Optional<Path> keystore, char[] password) {
    this.certificate = certificate;
    this.key = key;
    this.keystore = keystore;
    this.password = password;
  }

  /**
   * Returns what the settings name, PEM files before a keystore; empty if they name nothing.
   *
   * @param setting gives the text of a setting; empty or null if it is not set
   * @throws KeyFilesException if one of the PEM files is named without the other
   */
  public static Optional<KeyFiles> of(UnaryOperator<String> setting) {
    KeyFiles files =
        new KeyFiles(
            path(setting, CERTIFICATE),
            path(setting, KEY),
            path(setting, KEYSTORE),
            Optional.ofNullable(setting.apply(PASSWORD)).orElse("").toCharArray());
    if (files.certificate.isPresent() != files.key.isPresent()) {
      String set = files.certificate.isPresent() ? CERTIFICATE : KEY;
      String missing = files.certificate.isPresent() ? KEY : CERTIFICATE;
      throw new KeyFilesException("%s is set, but %s is not: set both".formatted(set, missing));
    }
    boolean isAny = files.certificate.isPresent() || files.keystore.isPresent();
    return isAny ? Optional.of(files) : Optional.empty();
  }

  private static Optional<Path> path(UnaryOperator<String> setting, String name) {
    return Optional.ofNullable(setting.apply(name))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .map(Path::of);
  }

  /** Returns the files, for those who watch them. */
  List<Path> paths() {
    return certificate.isPresent()
        ? List.of(certificate.get(), key.get())
        : List.of(keystore.get());
  }

  /**
   * Reads the files.
   *
   * @throws KeyFilesException if they cannot be used
   */
  ServerKey read() {
    return certificate.isPresent() ? pem() : fromKeystore(keystore.get());
  }

  private ServerKey pem() {
    ServerKey pair =
        new ServerKey(
            PemReader.key(KEY, key.get()), PemReader.certificates(CERTIFICATE, certificate.get()));
    if (!pair.isPair()) {
      throw new KeyFilesException(
          ("the key in %s (%s) does not belong to the first certificate in %s (%s): set both to"
                  + " files of the same pair, the server's own certificate first")
              .formatted(KEY, key.get(), CERTIFICATE, certificate.get()));
    }
    return pair;
  }

  private ServerKey fromKeystore(Path file) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new KeyFilesException(unreadable(KEYSTORE, file));
    }
    try {
      KeyStore store = KeyStore.getInstance(new File(file.toString()), password);
      for (String alias : Collections.list(store.aliases())) {
        if (store.getKey(alias, password) instanceof PrivateKey own) {
          return new ServerKey(own, chain(store.getCertificateChain(alias)));
        }
      }
    } catch (IOException | GeneralSecurityException e) {
      boolean isPassword =
          e instanceof UnrecoverableKeyException
              || e.getCause() instanceof UnrecoverableKeyException;
      throw new KeyFilesException(
          isPassword
              ? "%s is %s, whose password is another: set %s".formatted(KEYSTORE, file, PASSWORD)
              : "%s is %s, which cannot be used: %s".formatted(KEYSTORE, file, e.getMessage()),
          e);
    }
    throw new KeyFilesException(
        "%s is %s, which holds no private key: set it to a PKCS #12 or JKS file with one"
            .formatted(KEYSTORE, file));
  }

  private static List<X509Certificate> chain(Certificate[] chain) {
    return Arrays.stream(chain).map(X509Certificate.class::cast).toList();
  }

  static String unreadable(String setting, Path file) {
    return "%s is %s, which cannot be read: set it to a file that is there and that this user may read"
        .formatted(setting, file);
  }

  @Override
  public String toString() {
    return paths().toString();
  }
}
