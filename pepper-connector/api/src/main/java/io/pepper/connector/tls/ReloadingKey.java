package io.pepper.connector.tls;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * The key of a port, read again when its files changed. Connections keep what they began with. Safe
 * for any number of threads, of which one at a time calls {@link #refresh}.
 */
public final class ReloadingKey extends X509ExtendedKeyManager {
  private final KeyFiles files;

  /** The newest key first, then the one before: a handshake may be between its questions. */
  private volatile List<Version> versions;

  private List<String> read;
  private List<String> seen;

  private record Version(String alias, ServerKey key) {}

  /**
   * Reads the files.
   *
   * @throws KeyFilesException if they cannot be used
   */
  public ReloadingKey(KeyFiles files) {
    this.files = files;
    this.read = stamps();
    this.seen = read;
    this.versions = List.of(new Version("0", files.read()));
  }

  /**
   * Reads the files if they changed, once they are the same at two calls: two files are not written
   * at one moment. If they cannot be used, the key stays as it is until they change again.
   *
   * @return whether there is another key now
   * @throws KeyFilesException once for each change, if the files cannot be used
   */
  public boolean refresh() {
    List<String> now = stamps();
    boolean isSettled = now.equals(seen);
    seen = now;
    if (!isSettled || now.equals(read)) {
      return false;
    }
    read = now;
    ServerKey key = files.read();
    Version newest = versions.getFirst();
    if (key.chain().equals(newest.key().chain())) {
      return false;
    }
    String alias = Integer.toString(Integer.parseInt(newest.alias()) + 1);
    versions = List.of(new Version(alias, key), newest);
    return true;
  }

  /** Returns when the certificate in force ends. */
  public Instant expiry() {
    return versions.getFirst().key().certificate().getNotAfter().toInstant();
  }

  /** Returns what tells one content of the files from another, also behind symbolic links. */
  private List<String> stamps() {
    return files.paths().stream().map(ReloadingKey::stamp).toList();
  }

  private static String stamp(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
    } catch (IOException e) {
      return "unreadable";
    }
  }

  private Optional<ServerKey> key(String alias) {
    return versions.stream()
        .filter(each -> each.alias().equals(alias))
        .map(Version::key)
        .findFirst();
  }

  /** Returns the newest key if the client can use its kind. */
  private String choose(String... types) {
    Version newest = versions.getFirst();
    String kind = newest.key().key().getAlgorithm();
    boolean isUsable =
        Arrays.stream(types).anyMatch(type -> type.equals(kind) || type.startsWith(kind + "_"));
    return isUsable ? newest.alias() : null;
  }

  @Override
  public String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) {
    return choose(type);
  }

  @Override
  public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
    return choose(type);
  }

  @Override
  public String[] getServerAliases(String type, Principal[] issuers) {
    String alias = choose(type);
    return alias == null ? null : new String[] {alias};
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return key(alias).map(key -> key.chain().toArray(X509Certificate[]::new)).orElse(null);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return key(alias).map(ServerKey::key).orElse(null);
  }

  @Override
  public String[] getClientAliases(String type, Principal[] issuers) {
    return null;
  }

  @Override
  public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
    return null;
  }
}
