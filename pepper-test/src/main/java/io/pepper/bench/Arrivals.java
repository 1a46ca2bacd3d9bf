package io.pepper.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where fires arrive: the least that an HTTP server can be. It notes when each request's head was
 * read and which occurrence it is for, on one clock for whoever sends.
 */
final class Arrivals implements AutoCloseable {
  /** What both sides send. */
  static final String JOB = "Pepper-Job";

  static final String NOMINAL = "Pepper-Nominal";

  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1);

  /**
   * @param nominal the instant that the sender says it is for
   */
  record Arrival(String job, Instant nominal, Instant at) {}

  private final ServerSocket server;

  /** Guarded by itself. */
  private final List<Arrival> arrivals = new ArrayList<>();

  Arrivals() throws IOException {
    server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("arrivals").start(this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/";
  }

  /** Everything that came since the last time. */
  List<Arrival> take() {
    synchronized (arrivals) {
      List<Arrival> taken = List.copyOf(arrivals);
      arrivals.clear();
      return taken;
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().name("arrival").start(() -> serve(socket));
      } catch (IOException e) {
        // Closed, or a client that went away before it was accepted.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        BufferedReader in =
            new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
        OutputStream out = socket.getOutputStream()) {
      socket.setTcpNoDelay(true);
      while (note(in)) {
        out.write(ANSWER);
      }
    } catch (IOException e) {
      // The client ended: what it sent before is noted.
    }
  }

  /** Reads one request; false at the end of the connection. */
  private boolean note(BufferedReader in) throws IOException {
    if (in.readLine() == null) {
      return false;
    }
    String job = "";
    String nominal = "";
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      String header = line.toLowerCase(Locale.ROOT);
      String value = line.substring(line.indexOf(':') + 1).strip();
      if (header.startsWith(JOB.toLowerCase(Locale.ROOT) + ":")) {
        job = value;
      } else if (header.startsWith(NOMINAL.toLowerCase(Locale.ROOT) + ":")) {
        nominal = value;
      }
    }
    Arrival arrival = new Arrival(job, Instant.parse(nominal), Instant.now());
    synchronized (arrivals) {
      arrivals.add(arrival);
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
