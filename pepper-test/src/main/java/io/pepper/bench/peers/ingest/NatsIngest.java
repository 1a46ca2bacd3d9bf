package io.pepper.bench.peers.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pepper.bench.peers.measure.PeerPrograms;
import io.pepper.bench.peers.measure.ProcessTimes;
import io.pepper.bench.peers.measure.Wire;
import io.pepper.fixtures.FreePorts;
import io.pepper.fixtures.ServerProcess;
import io.pepper.fixtures.TemporaryFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A stream of NATS JetStream that is forced to disk before each acknowledgement. */
public final class NatsIngest implements IngestTarget {
  private static final String MODULE = "github.com/nats-io/nats-server/v2";
  private static final String STREAM =
      "{\"name\":\"JOBS\",\"subjects\":[\"jobs\"],\"storage\":\"file\",\"retention\":\"workqueue\"}";
  private static final Pattern MESSAGES = Pattern.compile("\"messages\":(\\d+)");

  private TemporaryFolder folder;
  private ServerProcess process;
  private int port;

  @Override
  public String name() {
    return "NATS JetStream " + PeerPrograms.goVersion(MODULE) + ", sync always";
  }

  @Override
  public void start() {
    String program = PeerPrograms.go("nats-server", MODULE).toString();
    folder = new TemporaryFolder("nats");
    port = FreePorts.next();
    String settings =
        """
        listen: 127.0.0.1:%d
        ping_interval: "1h"
        jetstream { store_dir: "%s", sync_interval: always }
        """
            .formatted(port, folder.path());
    String file = folder.write("nats.conf", settings).toString();
    process =
        ServerProcess.start(folder.file("output.log"), List.of(program, "-c", file))
            .awaitReady(() -> ServerProcess.accepts(port));
    String created = ask("$JS.API.STREAM.CREATE.JOBS", STREAM);
    if (created.contains("\"error\"")) {
      throw new IllegalStateException("NATS refuses the stream: " + created);
    }
  }

  @Override
  public int port() {
    return port;
  }

  /** The answer of a push is a line and a JSON object; a brace stands in nothing else. */
  @Override
  public Wire wire(int connection, int pipeline) {
    String inbox = "inbox." + connection;
    String hello = "CONNECT {\"verbose\":false}\r\nSUB %s 1\r\nPING\r\n".formatted(inbox);
    String push =
        "PUB jobs %s %d\r\n%s\r\n"
            .formatted(inbox, IngestSide.PAYLOAD.length(), IngestSide.PAYLOAD);
    return Wire.of(hello, 2, push.getBytes(US_ASCII), pipeline, '{');
  }

  @Override
  public ProcessTimes processes() {
    return new ProcessTimes().with("NATS", process.pid());
  }

  @Override
  public void clear() {
    ask("$JS.API.STREAM.PURGE.JOBS", "");
  }

  @Override
  public long stored() {
    String state = ask("$JS.API.STREAM.INFO.JOBS", "");
    Matcher messages = MESSAGES.matcher(state);
    if (!messages.find()) {
      throw new IllegalStateException("NATS says " + state);
    }
    return Long.parseLong(messages.group(1));
  }

  /** Sends a request and returns the JSON object of its answer. */
  private String ask(String subject, String json) {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(30_000);
      String request = "SUB answer 1\r\nPUB %s answer %d\r\n%s\r\n";
      socket
          .getOutputStream()
          .write(
              ("CONNECT {\"verbose\":false}\r\n" + request.formatted(subject, json.length(), json))
                  .getBytes(US_ASCII));
      BufferedReader in =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      return in.lines().filter(line -> line.startsWith("{")).findFirst().orElseThrow();
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
