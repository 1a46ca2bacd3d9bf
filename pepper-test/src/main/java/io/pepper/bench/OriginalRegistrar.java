package io.pepper.bench;

import io.pepper.fixtures.FreePorts;
import io.pepper.fixtures.ServerProcess;
import io.pepper.fixtures.TemporaryFolder;
import io.pepper.test.LaunchCommand;
import io.pepper.test.Vitals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One node of bilibili/discovery 1.2.0, built from its Go module, without its log. */
public final class OriginalRegistrar implements Registrar {
  private static final Path MODULE =
      LaunchCommand.root().resolve("pepper-test/src/main/go/original");
  private static final String PROGRAM = "github.com/bilibili/discovery/cmd/discovery";

  private final TemporaryFolder folder;
  private final ServerProcess process;
  private final int port;

  private OriginalRegistrar(TemporaryFolder folder, Path program) {
    this.folder = folder;
    this.port = FreePorts.next();
    folder.write(
        "discovery.toml",
        """
        nodes = ["127.0.0.1:%1$d"]
        [env]
        region = "region01"
        zone = "zone01"
        host = "bench"
        DeployEnv = "bench"
        [httpServer]
        addr = "127.0.0.1:%1$d"
        timeout = "40s"
        [httpClient]
        dial = "1s"
        keepAlive = "120s"
        timeout = "40s"
        """
            .formatted(port));
    process =
        ServerProcess.start(
                Path.of("/dev/null"),
                List.of(program.toString(), "-conf", folder.path() + "/", "-log.stdout=false"))
            .awaitReady(() -> ServerProcess.accepts(port));
  }

  /** Empty where Go is missing, or its modules cannot be had. */
  public static Optional<Registrar> build() throws IOException {
    TemporaryFolder folder = new TemporaryFolder("original");
    Path program = folder.path().resolve("discovery");
    Path log = folder.path().resolve("build.log");
    try {
      int exit =
          new ProcessBuilder("go", "build", "-o", program.toString(), PROGRAM)
              .directory(MODULE.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start()
              .waitFor();
      if (exit == 0) {
        return Optional.of(new OriginalRegistrar(folder, program));
      }
      System.err.println("pepper: without the original: " + Files.readString(log).strip());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      System.err.println("pepper: without the original, since Go is missing: " + e.getMessage());
    }
    folder.delete();
    return Optional.empty();
  }

  @Override
  public String name() {
    return "bilibili/discovery";
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public Duration cpu() {
    return ProcessHandle.of(process.pid())
        .flatMap(each -> each.info().totalCpuDuration())
        .orElseThrow();
  }

  @Override
  public long residentMegabytes() {
    return new Vitals(process.pid()).residentMegabytes();
  }

  @Override
  public long heapMegabytes() {
    return -1;
  }

  @Override
  public void close() {
    process.stop();
    folder.delete();
  }
}
