package io.pepper.test;

import io.pepper.fixtures.CertificateFiles;
import io.pepper.fixtures.FreePorts;
import io.pepper.fixtures.RedisServer;
import io.pepper.fixtures.ServerProcess;
import io.pepper.fixtures.TemporaryFolder;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The whole product in its own process, started as {@code ./pepper run} starts it, on free ports
 * and with a data folder of its own. A start takes 10 to 30 s: tests share one, see {@code
 * SharedPepper}. Used by one thread at a time, except {@link #rest} and the getters.
 *
 * <pre>{@code
 * try (Pepper pepper = Pepper.embedded().start()) {
 *   pepper.define("mail", """
 *       {"password":"secret","topics":{"send":{"delivery":{"type":"pull"}}}}""");
 *   ... pepper.respPort() ...
 * }
 * }</pre>
 */
public final class Pepper implements AutoCloseable {
  /** The lines of the log that are shown when it does not start. */
  private static final int LOG_LINES = 60;

  /** A start takes 15 s of a processor, of which there may be little. */
  private static final Duration START_LIMIT = Duration.ofMinutes(8);

  private static final Duration STOP_LIMIT = Duration.ofSeconds(90);
  private static final String OUTPUT = "output.log";

  private final TemporaryFolder folder = new TemporaryFolder("pepper");
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final String adminPassword = "admin-of-the-tests";
  private final int httpPort = FreePorts.next();
  private final int httpsPort = FreePorts.next();
  private final int respPort = FreePorts.next();
  private final int grpcPort = FreePorts.next();
  private final int gorpcPort = FreePorts.next();
  private final List<String> wrapper = new ArrayList<>();
  private final Map<String, String> variables = new LinkedHashMap<>();
  private boolean cached = true;
  private Path root = LaunchCommand.root();
  private String address = "127.0.0.1";
  private ServerProcess process;
  private int startsSoFar;

  private Pepper() {
    with("pepper.http.port", Integer.toString(httpPort));
    with("pepper.resp.port", Integer.toString(respPort));
    with("pepper.grpc.port", Integer.toString(grpcPort));
    with("pepper.gorpc.port", Integer.toString(gorpcPort));
    with("pepper.data", folder.file("data").toString());
    with("pepper.node", "node-of-the-tests");
    with("pepper.admin.password", adminPassword);
  }

  /** Everything in the data folder; nothing else needed. */
  public static Pepper embedded() {
    return new Pepper();
  }

  /** Jobs in that redis-server; the rest embedded. */
  public static Pepper onRedis(RedisServer redis) {
    return new Pepper().with("pepper.store", redis.uri());
  }

  /** Sets a setting (docs/settings.md), before the start. It is passed as environment. */
  public Pepper with(String setting, String value) {
    settings.put(setting, value);
    return this;
  }

  /** Has it open a port for HTTPS with a certificate that signs itself, before the start. */
  public Pepper withHttps() {
    CertificateFiles files = CertificateFiles.create(folder.path(), "https", "localhost");
    with("pepper.https.port", Integer.toString(httpsPort));
    with("pepper.tls.certificate", files.certificate().toString());
    return with("pepper.tls.key", files.key().toString());
  }

  /** Has it listen on another address than 127.0.0.1, before the start. */
  public Pepper on(String newAddress) {
    address = newAddress;
    return with("pepper.bind", newAddress);
  }

  /** Takes another build of Pepper, whose root that is, before the start. */
  public Pepper builtIn(Path otherRoot) {
    root = otherRoot;
    return this;
  }

  /** Has it start as for the first time after a build, before the start. */
  public Pepper withoutStartCache() {
    cached = false;
    return this;
  }

  /** Starts it by a program that becomes it, such as {@code nsenter}, before the start. */
  public Pepper by(List<String> words) {
    wrapper.addAll(words);
    return this;
  }

  /** Sets a variable of its environment that is no setting, before the start. */
  public Pepper withVariable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  /** Starts it and waits for its line {@code pepper ready}; also after an end of any kind. */
  public Pepper start() {
    return launch().awaitReady();
  }

  /** Starts it; to be followed by {@link #awaitReady}. */
  public Pepper launch() {
    startsSoFar++;
    List<String> command = new ArrayList<>(wrapper);
    command.addAll(LaunchCommand.words(root, cached));
    process = ServerProcess.start(folder.file(OUTPUT), command, environment());
    return this;
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>(variables);
    settings.forEach((name, value) -> environment.put(asEnvironment(name), value));
    return environment;
  }

  /**
   * Returns the command line of another of the launcher's programs for this Pepper, which may be
   * stopped; {@code env} in it sets the environment.
   *
   * @param main the name of its class
   */
  public List<String> program(String main) {
    List<String> command = new ArrayList<>(List.of("env"));
    environment().forEach((name, value) -> command.add(name + "=" + value));
    command.addAll(LaunchCommand.words(root, true, main));
    return command;
  }

  /** Waits for its line {@code pepper ready}. */
  public Pepper awaitReady() {
    try {
      process.awaitReady(this::isReady, START_LIMIT);
    } catch (IllegalStateException notReady) {
      throw new IllegalStateException(notReady.getMessage() + endOfLog(), notReady);
    }
    return this;
  }

  /** The folder goes with the test, and the reason with it. */
  private String endOfLog() {
    Path log = dataFolder().resolve("log/pepper.0.log");
    try {
      List<String> lines = Files.readAllLines(log);
      return "\nend of its log:\n"
          + String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    } catch (IOException e) {
      return "\nits log cannot be read: " + e;
    }
  }

  /** The start of every address it serves over HTTP, without a slash at the end. */
  public String httpUrl() {
    return "http://" + address + ":" + httpPort;
  }

  /** The same over HTTPS, if it was started so. */
  public String httpsUrl() {
    return "https://" + address + ":" + httpsPort;
  }

  public int httpsPort() {
    return httpsPort;
  }

  public int httpPort() {
    return httpPort;
  }

  public int respPort() {
    return respPort;
  }

  public int grpcPort() {
    return grpcPort;
  }

  public int gorpcPort() {
    return gorpcPort;
  }

  public String adminPassword() {
    return adminPassword;
  }

  /** The process id, for jcmd and for signals. */
  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Its data folder; holds what the embedded store keeps. */
  public Path dataFolder() {
    return folder.file("data");
  }

  /** A folder for anything a test wants gone with it. */
  public Path folder() {
    return folder.path();
  }

  /** Everything it has printed since the first start. */
  public String output() {
    return folder.read(OUTPUT);
  }

  /** Calls REST as the admin. */
  public Rest rest() {
    return new Rest(httpUrl(), "admin", adminPassword);
  }

  /**
   * Defines or replaces a queue.
   *
   * @param document the queue document (docs/protocol.md, The queue document)
   */
  public Pepper define(String queue, String document) {
    rest().put("/api/v1/queues/" + queue, document).expect2xx();
    return this;
  }

  /** Returns the topic's {@code counts}, as REST shows them. */
  public JsonObject counts(String queue, String topic) {
    return rest()
        .get("/api/v1/queues/" + queue + "/topics/" + topic)
        .expect2xx()
        .json()
        .getJsonObject("counts");
  }

  /**
   * SIGTERM.
   *
   * @return the exit code; empty if it did not end within 90 s and was killed
   */
  public OptionalInt terminate() {
    return process.terminate(STOP_LIMIT);
  }

  /** {@code kill -9}, with all it has started. */
  public void kill() {
    process.killAll();
  }

  /** {@code kill -9} of itself alone: commands that it runs go on. */
  public void killAlone() {
    process.kill();
  }

  /** Stops the process without ending it; commands that it runs go on. */
  public void freeze() {
    process.freeze();
  }

  /** Undoes {@link #freeze}. */
  public void thaw() {
    process.thaw();
  }

  /** Ends it in order, if it still runs, and starts it again with the same data and ports. */
  public Pepper restart() {
    if (process.isAlive()) {
      terminate();
    }
    return start();
  }

  @Override
  public void close() {
    if (process != null) {
      process.killAll();
    }
    folder.delete();
  }

  private boolean isReady() {
    return output().lines().filter(line -> line.startsWith("pepper ready")).count() >= startsSoFar;
  }

  private static String asEnvironment(String setting) {
    return setting.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
  }
}
