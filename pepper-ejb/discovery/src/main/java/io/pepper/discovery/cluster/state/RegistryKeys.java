package io.pepper.discovery.cluster.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.InstanceKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The keys of the registry. All lie under one prefix, so that one watch delivers all changes to
 * every node in the order in which they were made. Names are percent-encoded, and what gets too
 * long ends in a hash: any name works, no two keys are the same, and the name is read from the
 * value.
 */
public final class RegistryKeys {
  public static final String ALL = "discovery/";
  public static final String EPOCH = ALL + "epoch";
  public static final String APPS = ALL + "apps/";
  public static final String INSTANCES = ALL + "instances/";
  public static final String CONDITIONS = ALL + "conditions/";
  public static final String SETTINGS = ALL + "settings/";
  public static final String NODES = ALL + "nodes/";
  public static final String ASKS = ALL + "asks/";
  public static final String ANSWERS = ALL + "answers/";

  // Four names of this length and the prefix fit into a key of 1,024 characters.
  private static final int MAX_NAME_LENGTH = 200;
  private static final int HASH_CHARACTERS = 64;

  private RegistryKeys() {}

  public static String app(AppKey app) {
    return APPS + path(app);
  }

  static String settings(AppKey app) {
    return SETTINGS + path(app);
  }

  public static String instance(InstanceKey key) {
    return INSTANCES + path(key);
  }

  static String conditions(InstanceKey key) {
    return CONDITIONS + path(key);
  }

  public static String node(String node) {
    return NODES + encoded(node);
  }

  public static String query(String asker) {
    return ASKS + encoded(asker);
  }

  public static String answer(String asker, String node) {
    return ANSWERS + encoded(asker) + "/" + encoded(node);
  }

  private static String path(AppKey app) {
    return encoded(app.environment()) + "/" + encoded(app.name());
  }

  private static String path(InstanceKey key) {
    return path(key.app()) + "/" + encoded(key.zone()) + "/" + encoded(key.name());
  }

  private static String encoded(String name) {
    if (isPlain(name)) {
      return name;
    }
    StringBuilder encoded = new StringBuilder(name.length());
    for (byte each : name.getBytes(UTF_8)) {
      char character = (char) (each & 0xff);
      if (isPlain(character)) {
        encoded.append(character);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
      }
    }
    if (encoded.length() > MAX_NAME_LENGTH) {
      // A plain name never holds a '~'.
      encoded.setLength(MAX_NAME_LENGTH - HASH_CHARACTERS - 1);
      encoded.append('~').append(hash(name));
    }
    return encoded.toString();
  }

  /** Returns whether a name is its own encoding, as nearly all are. */
  private static boolean isPlain(String name) {
    if (name.length() > MAX_NAME_LENGTH) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (!isPlain(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(char character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9')
        || character == '-'
        || character == '_'
        || character == '.'
        || character == ':';
  }

  private static String hash(String name) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
