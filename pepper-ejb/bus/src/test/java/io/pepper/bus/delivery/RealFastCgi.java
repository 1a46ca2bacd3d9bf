package io.pepper.bus.delivery;

import io.pepper.connector.fastcgi.FastCgiClient;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The resource adapter's own FastCGI client. Maven puts no rar on a class path, so it is loaded
 * from where the module before this one was compiled.
 */
public final class RealFastCgi {
  private static final Path CLASSES = Path.of("../../pepper-connector/rar/target/classes");
  private static final String CLIENT = "io.pepper.connector.fastcgi.pool.PooledFastCgiClient";

  private RealFastCgi() {}

  public static FastCgiClient client() {
    try {
      return (FastCgiClient) loader().loadClass(CLIENT).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "no FastCGI client in " + CLASSES.toAbsolutePath() + "; build with mvn -am", e);
    }
  }

  public static void close(FastCgiClient client) {
    try {
      ((AutoCloseable) client).close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static ClassLoader loader() {
    try {
      if (!Files.isDirectory(CLASSES)) {
        throw new IllegalStateException(
            CLASSES.toAbsolutePath() + " is missing; build with mvn -am");
      }
      URL[] path = {CLASSES.toUri().toURL()};
      return new URLClassLoader(path, RealFastCgi.class.getClassLoader());
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
