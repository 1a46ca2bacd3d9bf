package io.pepper.launcher.account;

import io.pepper.launcher.InstalledPepper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;

/**
 * The accounts of a Pepper that is stopped. The application's own code opens the database; of the
 * EAR only that jar is not on this process's class path.
 */
final class StoppedPepper implements AccountCommand.Accounts {
  private static final String CODE = "pepper-ejb.jar";
  private static final String TYPE = "io.pepper.identity.OfflineAccounts";

  private final InstalledPepper pepper;

  StoppedPepper(InstalledPepper pepper) {
    this.pepper = pepper;
  }

  @Override
  public List<String> run(Map<String, String> command) {
    try {
      Path code = unpacked(Path.of(System.getProperty("pepper.server.ear")));
      try {
        return run(code, command);
      } finally {
        Files.deleteIfExists(code);
      }
    } catch (InvocationTargetException refused) {
      String line = refused.getCause().getMessage();
      throw new AccountException(line == null ? refused.getCause().toString() : line, refused);
    } catch (IOException | ReflectiveOperationException failed) {
      throw new AccountException("the build cannot be used: " + failed, failed);
    }
  }

  private List<String> run(Path code, Map<String, String> command)
      throws IOException, ReflectiveOperationException {
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {code.toUri().toURL()}, StoppedPepper.class.getClassLoader())) {
      Thread.currentThread().setContextClassLoader(loader);
      Object lines =
          loader
              .loadClass(TYPE)
              .getMethod("run", Map.class, Map.class)
              .invoke(null, pepper.settings(), command);
      return ((List<?>) lines).stream().map(String::valueOf).toList();
    }
  }

  private static Path unpacked(Path ear) throws IOException {
    Path copy = Files.createTempFile("pepper-", ".jar");
    try (ZipFile zip = new ZipFile(ear.toFile());
        InputStream jar = zip.getInputStream(zip.getEntry(CODE))) {
      Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
    }
    return copy;
  }
}
