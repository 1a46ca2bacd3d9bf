package io.pepper.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * The name and version by which the server calls itself on its own pages of errors. It shows them
 * to anybody until the application is there, and no setting changes that.
 */
final class ServerName {
  private static final String VERSION = "com.sun.appserv.server.util.Version";

  private ServerName() {}

  /**
   * Has the server call itself Pepper, before it starts.
   *
   * @return its real name and version, for the log
   */
  static String replace(Path install) {
    // The server sets it to the same, but later.
    System.setProperty("com.sun.aas.installRoot", install.toString());
    try {
      Class<?> type = Class.forName(VERSION);
      String real = (String) type.getMethod("getVersion").invoke(null);
      var field = type.getDeclaredField("versionProp");
      field.setAccessible(true);
      var names = (Properties) field.get(null);
      for (String part : List.of("major_version", "minor_version", "update_version")) {
        names.setProperty(part, "");
      }
      names.setProperty("version_prefix", "");
      names.setProperty("version_suffix", "");
      names.setProperty("product_name", "Pepper");
      return real;
    } catch (ReflectiveOperationException | RuntimeException changed) {
      // Edge: a server with other types has other pages as well; it starts all the same.
      return "a server that names itself (" + changed + ")";
    }
  }
}
