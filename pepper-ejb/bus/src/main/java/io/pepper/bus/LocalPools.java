package io.pepper.bus;

import io.pepper.bus.local.PoolAddress;
import io.pepper.bus.local.PoolAnswer;
import io.pepper.bus.local.PoolQuestion;
import io.pepper.bus.local.PoolSearch;
import io.pepper.settings.Privacy;
import io.pepper.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The php-fpm pools of this machine, for people who begin, and a script to try one with. The pools
 * are examined at most every ten seconds, however many pages ask; that blocks for at most half a
 * second for each. For any number of threads.
 */
@ApplicationScoped
public class LocalPools {
  private static final Duration MAX_AGE = Duration.ofSeconds(10);

  /** The example: what it prints is shown to the person who tried it. */
  private static final String SCRIPT =
      """
      <?php
      // An example of a consumer. Pepper asks which topics a script serves, then sends it jobs.
      if ($_POST['type'] === 'ping') {
          header('Code: 200');
          exit('demo/hello');
      }
      $told = '';
      foreach (json_decode($_POST['jobs'], true) as $job) {
          $told .= 'PHP ' . PHP_VERSION . ', process ' . getmypid() . ', got: ' . $job['content'] . "\\n";
      }
      header('Code: 200');   // last: 200 = done, anything else is tried again
      echo $told;
      """;

  private final ReentrantLock examining = new ReentrantLock();
  private Settings settings;
  private Clock clock;
  private PoolSearch search;
  private Instant examined = Instant.MIN;
  private List<LocalPool> pools = List.of();

  /** Creates an empty one, for the container's proxy only. */
  protected LocalPools() {}

  @Inject
  LocalPools(Settings settings, Clock clock) {
    this(settings, clock, new PoolSearch(Path.of("/")));
  }

  LocalPools(Settings settings, Clock clock, PoolSearch search) {
    this.settings = settings;
    this.clock = clock;
    this.search = search;
  }

  /** Returns the pools, those that answer first. */
  public List<LocalPool> find() {
    examining.lock();
    try {
      if (examined.isBefore(clock.instant().minus(MAX_AGE))) {
        pools =
            search.find().stream()
                .flatMap(pool -> examine(pool).stream())
                .sorted((one, other) -> Boolean.compare(other.answers(), one.answers()))
                .toList();
        examined = clock.instant();
      }
      return pools;
    } finally {
      examining.unlock();
    }
  }

  /** Returns the text of the example script, which serves topic {@code demo/hello}. */
  public String script() {
    return SCRIPT;
  }

  /**
   * Writes the example script below the data folder, where php-fpm can read it if it runs as the
   * same user.
   *
   * @throws IOException if it cannot be written
   */
  public Path writeScript() throws IOException {
    Path file = settings.folder("examples").resolve("hello.php");
    if (!Files.exists(file)) {
      Files.createFile(file, Privacy.file());
    }
    return Files.writeString(file, SCRIPT);
  }

  private Optional<LocalPool> examine(PoolAddress pool) {
    PoolAnswer answer = new PoolQuestion(pool).ask();
    return switch (answer) {
      case ANSWERS -> Optional.of(new LocalPool(pool.address(), true, known(pool), ""));
      case FORBIDDEN -> Optional.of(forbidden(pool));
      case SILENT ->
          Optional.of(refused(pool, "It takes connections, but no child is free to answer.", ""));
      case ABSENT ->
          pool.known()
              ? Optional.of(refused(pool, "Nothing listens here: is php-fpm started?", ""))
              : Optional.empty();
      case OTHER -> Optional.empty();
    };
  }

  private static String known(PoolAddress pool) {
    OptionalInt most = pool.maxChildren();
    return "Answers"
        + (pool.user().isEmpty() ? "" : ", runs scripts as " + pool.user())
        + (most.isPresent() ? ", up to " + most.getAsInt() + " at a time" : "")
        + ".";
  }

  private static LocalPool forbidden(PoolAddress pool) {
    String me = System.getProperty("user.name");
    try {
      var socket = Files.readAttributes(Path.of(pool.path()), PosixFileAttributes.class);
      return refused(
          pool,
          "The user %s, who runs Pepper, may not use it: it belongs to %s, group %s, mode %s. Add %s to the group, and start Pepper in a new login:"
              .formatted(
                  me,
                  socket.owner().getName(),
                  socket.group().getName(),
                  PosixFilePermissions.toString(socket.permissions()),
                  me),
          "sudo usermod -aG " + socket.group().getName() + " " + me);
    } catch (IOException | UnsupportedOperationException | StringIndexOutOfBoundsException e) {
      return refused(pool, "The user " + me + ", who runs Pepper, may not use it.", "");
    }
  }

  private static LocalPool refused(PoolAddress pool, String why, String remedy) {
    return new LocalPool(pool.address(), false, why, remedy);
  }
}
