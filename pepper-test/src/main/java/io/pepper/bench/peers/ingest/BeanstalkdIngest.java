package io.pepper.bench.peers.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pepper.bench.peers.measure.PeerPrograms;
import io.pepper.bench.peers.measure.ProcessTimes;
import io.pepper.bench.peers.measure.Wire;
import io.pepper.fixtures.FreePorts;
import io.pepper.fixtures.ServerProcess;
import io.pepper.fixtures.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** beanstalkd with a binlog that is forced to disk before each answer. */
public final class BeanstalkdIngest implements IngestTarget {
  private static final Pattern READY = Pattern.compile("current-jobs-ready: (\\d+)");

  private TemporaryFolder folder;
  private ServerProcess process;
  private int port;

  @Override
  public String name() {
    return PeerPrograms.beanstalkd() + " -f0";
  }

  @Override
  public void start() {
    String program = PeerPrograms.debian("beanstalkd", "beanstalkd");
    folder = new TemporaryFolder("beanstalkd");
    port = FreePorts.next();
    process =
        ServerProcess.start(
                folder.file("output.log"),
                List.of(
                    program,
                    "-l",
                    "127.0.0.1",
                    "-p",
                    Integer.toString(port),
                    "-b",
                    folder.path().toString(),
                    "-f0"))
            .awaitReady(() -> ServerProcess.accepts(port));
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public Wire wire(int connection, int pipeline) {
    String put =
        "put 0 0 60 %d\r\n%s\r\n".formatted(IngestSide.PAYLOAD.length(), IngestSide.PAYLOAD);
    return Wire.of("", 0, put.getBytes(US_ASCII), pipeline, 'I');
  }

  @Override
  public ProcessTimes processes() {
    return new ProcessTimes().with("beanstalkd", process.pid());
  }

  @Override
  public void clear() {
    // Jobs can only be deleted one by one.
  }

  @Override
  public long stored() {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.getOutputStream().write("stats\r\nquit\r\n".getBytes(US_ASCII));
      String stats = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher ready = READY.matcher(stats);
      if (!ready.find()) {
        throw new IllegalStateException("beanstalkd says " + stats);
      }
      return Long.parseLong(ready.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.killAll();
      process = null;
      folder.delete();
    }
  }
}
