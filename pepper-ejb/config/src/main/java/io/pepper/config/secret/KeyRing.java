package io.pepper.config.secret;

import io.pepper.settings.InvalidSettingException;
import io.pepper.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The keys of the settings, by their ids, in their order. */
final class KeyRing {
  static final String KEYS = "pepper.config.secrets.keys";
  static final String FILE = "pepper.config.secrets.file";
  private static final int KEY_BYTES = 32;
  private static final int MAX_KEYS = 20;
  private static final String ALLOWED =
      "up to 20 keys like 2026a:<44 characters of base64>, separated by commas or lines, each with another id; 'openssl rand -base64 32' makes one";
  private static final Pattern KEY = Pattern.compile("([A-Za-z0-9_.-]{1,40}):(\\S+)");

  private KeyRing() {}

  /**
   * Reads the keys.
   *
   * @return the first is the one to encrypt with; none if no setting is made
   * @throws InvalidSettingException if one cannot be read; it never holds a key
   */
  static Map<String, SecretKey> read(Settings settings) {
    if (settings.text(KEYS).isPresent() && settings.text(FILE).isPresent()) {
      throw new InvalidSettingException(
          FILE, settings.text(FILE).get(), "set only if " + KEYS + " is not");
    }
    if (settings.text(KEYS).isPresent()) {
      return parse(KEYS, "***", List.of(settings.text(KEYS).get().split("[,\\n]")));
    }
    return settings.text(FILE).map(file -> parse(FILE, file, lines(file))).orElse(Map.of());
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file));
    } catch (IOException e) {
      InvalidSettingException unreadable =
          new InvalidSettingException(FILE, file, "a file that Pepper can read");
      unreadable.initCause(e);
      throw unreadable;
    }
  }

  private static Map<String, SecretKey> parse(String setting, String shown, List<String> texts) {
    Map<String, SecretKey> keys = new LinkedHashMap<>();
    for (String text : texts) {
      if (text.isBlank() || text.strip().startsWith("#")) {
        continue;
      }
      Matcher key = KEY.matcher(text.strip());
      if (!key.matches() || keys.put(key.group(1), key(setting, shown, key.group(2))) != null) {
        throw new InvalidSettingException(setting, shown, ALLOWED);
      }
    }
    if (keys.isEmpty() || keys.size() > MAX_KEYS) {
      throw new InvalidSettingException(setting, shown, ALLOWED);
    }
    return keys;
  }

  private static SecretKey key(String setting, String shown, String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException(setting, shown, ALLOWED);
    }
    if (bytes.length != KEY_BYTES) {
      throw new InvalidSettingException(setting, shown, ALLOWED);
    }
    try {
      return new SecretKeySpec(bytes, "AES");
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
