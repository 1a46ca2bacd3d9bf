package io.pepper.test;

import io.pepper.fixtures.FreePorts;
import io.pepper.fixtures.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A real OpenID provider, npm's oidc-provider: {@code erin} is in {@code pepper-admins}, {@code
 * frank} in {@code mail-ops}, everybody else in no group; any password is right.
 */
final class OpenIdProvider implements AutoCloseable {
  /** What Pepper and the provider know. */
  static final String SECRET = "pepper-secret";

  private static final Path FOLDER = Path.of("target/oidc").toAbsolutePath();
  private static final long INSTALL_SECONDS = 300;

  private final int port = FreePorts.next();
  private ServerProcess process;

  private OpenIdProvider() {}

  /** Returns a provider that is not there yet. */
  static OpenIdProvider prepare() {
    install();
    return new OpenIdProvider();
  }

  /**
   * Starts it.
   *
   * @param redirect where it may send people back to
   */
  void start(String redirect) {
    process =
        ServerProcess.start(
            FOLDER.resolve("provider-" + port + ".log"),
            List.of(
                "node",
                FOLDER.resolve("provider.mjs").toString(),
                Integer.toString(port),
                redirect));
    process.awaitReady(() -> process.log().contains("listening"));
  }

  /** Whether this machine has what it needs. */
  static boolean isInstallable() {
    return Files.isExecutable(Path.of("/usr/bin/node"))
        && Files.isExecutable(Path.of("/usr/bin/npm"));
  }

  private static void install() {
    try {
      Files.createDirectories(FOLDER);
      for (String each : List.of("provider.mjs", "package.json", "package-lock.json")) {
        Files.writeString(FOLDER.resolve(each), Resource.text("/oidc/" + each));
      }
      if (Files.notExists(FOLDER.resolve("node_modules/oidc-provider"))) {
        Script run =
            Script.run(
                FOLDER,
                List.of("npm", "ci", "--no-audit", "--no-fund", "--prefer-offline"),
                INSTALL_SECONDS);
        if (run.exitCode() != 0) {
          throw new IllegalStateException("npm ci failed:\n" + run.output());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String issuer() {
    return "http://localhost:" + port;
  }

  /** Goes through its pages: who it is, and that Pepper may know. */
  void signIn(Chromium browser, String name) {
    browser.type("input[name=login]", name);
    browser.type("input[name=password]", "any");
    browser.click("button[type=submit]");
    Chromium.await(() -> !browser.has("input[name=login]"));
    if (browser.address().startsWith(issuer())) {
      browser.click("button[type=submit]");
    }
  }

  /** Confirms on its page that its own session shall end. */
  void signOut(Chromium browser) {
    browser.click("button[name=logout][value=yes]");
  }

  /** Gives it other keys, and lets it forget everybody, as a restart does. */
  void rotateKeys() throws IOException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(issuer() + "/rotate")).build();
      client.send(request, BodyHandlers.discarding());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.kill();
    }
  }
}
