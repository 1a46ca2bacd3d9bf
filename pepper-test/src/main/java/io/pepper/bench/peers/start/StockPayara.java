package io.pepper.bench.peers.start;

import io.pepper.bench.Pause;
import io.pepper.bench.peers.measure.PeerUnavailableException;
import io.pepper.fixtures.FreePorts;
import io.pepper.fixtures.TemporaryFolder;
import io.pepper.test.LaunchCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An empty domain of the server as it comes out of its zip, from its second start on. */
public final class StockPayara implements StartedServer {
  private static final Path HOME =
      LaunchCommand.root().resolve("pepper-launcher/target/payara/payara6");
  private static final String DOMAIN = "bench";
  private static final int MAX_TRIES = 5;
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final long LOOK_MILLIS = 10;

  private TemporaryFolder folder;
  private int httpPort;
  private Thread endWithTheJvm;

  @Override
  public String name() {
    return "an empty stock Payara";
  }

  /** Its first start unpacks and caches bundles, which later ones need not. */
  @Override
  public void prepare() {
    if (!Files.exists(HOME.resolve("bin/asadmin"))) {
      throw new PeerUnavailableException(HOME + " is missing: run ./pepper build");
    }
    folder = new TemporaryFolder("payara");
    endWithTheJvm = new Thread(this::close, "end Payara");
    Runtime.getRuntime().addShutdownHook(endWithTheJvm);
    create();
    run();
    stop();
  }

  /** Creates the domain, which refuses a range of ports of which one is taken. */
  private void create() {
    for (int tries = 1; ; tries++) {
      int base = FreePorts.next();
      httpPort = base + 80;
      try {
        finish(
            asadmin("create-domain", "--nopassword", "--portbase", Integer.toString(base), DOMAIN));
        return;
      } catch (IllegalStateException e) {
        if (tries == MAX_TRIES) {
          throw e;
        }
      }
    }
  }

  @Override
  public void run() {
    Process starting = asadmin("start-domain", DOMAIN);
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!answers()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("no page within 5 minutes: " + folder.read("output.log"));
      }
      Pause.millis(LOOK_MILLIS);
    }
    finish(starting);
  }

  private boolean answers() {
    try {
      HttpURLConnection page =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + httpPort + "/").toURL().openConnection();
      page.setConnectTimeout(1_000);
      page.setReadTimeout(60_000);
      return page.getResponseCode() > 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public long pid() {
    return Long.parseLong(folder.read("domains/" + DOMAIN + "/config/pid").strip());
  }

  private Process asadmin(String command, String... rest) {
    List<String> words = new ArrayList<>(List.of("sh", HOME.resolve("bin/asadmin").toString()));
    words.addAll(List.of(command, "--domaindir", folder.file("domains").toString()));
    words.addAll(List.of(rest));
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.file("output.log").toFile()));
    builder.environment().put("AS_JAVA", System.getProperty("java.home"));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void finish(Process process) {
    try {
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException("asadmin failed: " + folder.read("output.log"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asadmin ran", e);
    }
  }

  private void stop() {
    finish(asadmin("stop-domain", DOMAIN));
  }

  @Override
  public void close() {
    if (folder == null) {
      return;
    }
    if (Files.exists(folder.file("domains/" + DOMAIN + "/config/pid"))) {
      ProcessHandle.of(pid()).ifPresent(running -> stop());
    }
    folder.delete();
    folder = null;
    if (Thread.currentThread() != endWithTheJvm) {
      Runtime.getRuntime().removeShutdownHook(endWithTheJvm);
    }
  }
}
