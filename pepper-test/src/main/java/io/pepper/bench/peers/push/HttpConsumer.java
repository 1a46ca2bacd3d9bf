package io.pepper.bench.peers.push;

import io.pepper.bench.peers.measure.PeerPrograms;
import io.pepper.bench.peers.measure.ProcessTimes;
import io.pepper.fixtures.FreePorts;
import io.pepper.fixtures.ServerProcess;
import java.nio.file.Path;
import java.util.List;

/** A handler of Go's net/http that reads the job, in a process of its own. */
public final class HttpConsumer implements Consumer {
  private int port;
  private ServerProcess process;

  @Override
  public void start() {
    String program = PeerPrograms.go("consumer", "./consumer").toString();
    port = FreePorts.next();
    process =
        ServerProcess.start(Path.of("/dev/null"), List.of(program, Integer.toString(port)))
            .awaitReady(() -> ServerProcess.accepts(port));
  }

  @Override
  public String delivery() {
    return "{\"type\":\"http\",\"url\":\"%s\"}".formatted(url());
  }

  String url() {
    return "http://127.0.0.1:%d/".formatted(port);
  }

  @Override
  public ProcessTimes addTo(ProcessTimes processes) {
    return processes.with("consumer", process.pid());
  }

  @Override
  public void close() {
    if (process != null) {
      process.killAll();
      process = null;
    }
  }
}
