package io.pepper.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.glassfish.embeddable.GlassFishException;

/**
 * The program of {@code ./pepper run}: Payara with the EAR in this process until a signal. Exits
 * with 0 after a signal and with 1 when the start failed.
 */
public final class Pepper {
  // Longer than the time the application gives to what runs.
  private static final Duration STOP_LIMIT = Duration.ofMinutes(3);

  private final Console console = new Console();
  private final CountDownLatch forever = new CountDownLatch(1);
  // Written by the main thread once every port answers, read by the thread of the signal.
  private volatile Server ready;

  /** Starts Pepper without arguments; its settings are in docs/settings.md. */
  public static void main(String[] args) {
    new Pepper().run();
  }

  private void run() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "pepper-stop"));
    try {
      start();
      forever.await();
    } catch (StartFailure failure) {
      giveUp(failure.getMessage());
    } catch (GlassFishException | RuntimeException | InterruptedException failure) {
      // Edge: whatever keeps the server from starting ends the process with one line.
      giveUp("the server did not start: " + failure);
    }
  }

  private void giveUp(String lines) {
    lines.lines().forEach(console::error);
    Runtime.getRuntime().halt(1);
  }

  private void start() throws GlassFishException, InterruptedException {
    var settings = Settings.read(System.getProperties(), System.getenv());
    var data = new DataFolder(settings.data());
    StartCheck.require(settings, data);
    var password = new AdminPassword(settings, data);
    settings.publish();
    ServerLog.open(assembled("domain").resolve("config/logging.properties"), settings, console);

    console.progress("starting the server");
    var server = Server.start(assembled("install"), data.freshDomain(assembled("domain")));
    console.progress("starting the application");
    server.deploy(assembled("ear"), data.log());
    new Readiness(settings).await();
    ready = server;
    ServerLog.countLeftOut();
    settings.unknown().warnings().forEach(line -> console.error("warning: " + line));
    password.generated().ifPresent(console::line);
    console.line(readyLine(settings, password));
    new StartCache(settings, password).afterStart();
    // Two thirds of the heap are what the start left behind, and an idle server would keep them.
    System.gc();
  }

  private static Path assembled(String part) {
    return Path.of(System.getProperty("pepper.server." + part));
  }

  private static String readyLine(Settings settings, AdminPassword password) {
    List<String> ports = new ArrayList<>();
    for (ServedPort port : ServedPort.of(settings)) {
      String address = settings.authority(port.setting());
      String shown =
          switch (port.setting()) {
            case "pepper.http.port" ->
                "http://" + address + "/ (user admin, password " + password + ")";
            case "pepper.https.port" -> "https://" + address + "/";
            default -> address;
          };
      ports.add(port.label() + " " + shown);
    }
    return "pepper ready: " + String.join(", ", ports);
  }

  /**
   * Stops the server on the signal's thread and ends the process itself, as the exit code after a
   * signal would be 143. A start that is not finished is cut off: everything stored survives that.
   */
  private void stop() {
    Thread.ofPlatform().daemon().name("pepper-stop-limit").start(this::endAfterLimit);
    int code = 0;
    try {
      if (ready != null) {
        console.progress("stopping: no new work, waiting for what runs");
        ready.stop();
        console.progress("stopped");
      }
    } catch (GlassFishException | RuntimeException failed) {
      // Edge: whatever the server's stop throws, the process ends, with a code that says so.
      console.error("the server did not stop cleanly: " + failed);
      code = 1;
    }
    Runtime.getRuntime().halt(code);
  }

  /**
   * Ends the process when the stop takes too long for a service manager. Everything stored survives
   * that.
   */
  private void endAfterLimit() {
    try {
      Thread.sleep(STOP_LIMIT);
      console.error("the stop took longer than " + STOP_LIMIT.toSeconds() + " s; ending now");
    } catch (InterruptedException ignored) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(1);
  }
}
