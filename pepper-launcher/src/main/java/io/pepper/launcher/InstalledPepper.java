package io.pepper.launcher;

import java.nio.file.Path;
import java.util.Map;

/** The Pepper of the settings, for programs that work on it from outside. For one thread. */
public final class InstalledPepper {
  private final Settings settings;
  private final DataFolder data;

  private InstalledPepper(Settings settings) {
    this.settings = settings;
    this.data = new DataFolder(settings.data());
  }

  /**
   * Reads the settings.
   *
   * @throws RuntimeException saying in one line why they cannot be read
   */
  public static InstalledPepper read() {
    return new InstalledPepper(Settings.read(System.getProperties(), System.getenv()));
  }

  /**
   * Keeps a Pepper from starting in the data folder while this process lives.
   *
   * @return false if one runs there
   * @throws RuntimeException saying in one line why the folder cannot be used
   */
  public boolean claim() {
    return data.tryClaim();
  }

  /** Returns all settings by name. */
  public Map<String, String> settings() {
    return settings.all();
  }

  /** Returns the address of its REST, also when it listens on all of the machine's. */
  public String authority() {
    return settings
        .authority("pepper.http.port")
        .replaceFirst("^(0\\.0\\.0\\.0|\\[::0?])(?=:)", "127.0.0.1");
  }

  /** Returns the file with the password of the first start. */
  public Path adminPassword() {
    return data.adminPassword();
  }
}
