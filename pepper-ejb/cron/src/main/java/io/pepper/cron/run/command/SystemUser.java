package io.pepper.cron.run.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A user of this machine, with the fields of {@code passwd(5)}. */
record SystemUser(String name, long uid, long gid, String home, String shell) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.@-]{0,63}");
  private static final Path PASSWD = Path.of("/etc/passwd");
  private static final int GETENT_TIMEOUT_SECONDS = 5;

  /** Finds a user in the local file, or by {@code getent} in the system's other sources. */
  static Optional<SystemUser> find(String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(PASSWD)) {
      Optional<SystemUser> local =
          lines.filter(line -> line.startsWith(name + ":")).findFirst().flatMap(SystemUser::parse);
      return local.isPresent() ? local : findByGetent(name);
    } catch (IOException e) {
      return findByGetent(name);
    }
  }

  /** Returns the user id of this process. */
  static long ownUid() {
    try {
      return ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
    } catch (IOException | UnsupportedOperationException e) {
      return "root".equals(System.getProperty("user.name")) ? 0 : -1;
    }
  }

  private static Optional<SystemUser> findByGetent(String name) {
    try {
      Process getent =
          new ProcessBuilder("getent", "passwd", name)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!getent.waitFor(GETENT_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        getent.destroyForcibly();
        return Optional.empty();
      }
      String line = new String(getent.getInputStream().readAllBytes(), UTF_8).strip();
      return parse(line);
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Optional<SystemUser> parse(String line) {
    List<String> fields = List.of(line.split(":", -1));
    if (fields.size() < 7) {
      return Optional.empty();
    }
    try {
      long uid = Long.parseLong(fields.get(2));
      long gid = Long.parseLong(fields.get(3));
      return Optional.of(new SystemUser(fields.get(0), uid, gid, fields.get(5), fields.get(6)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
