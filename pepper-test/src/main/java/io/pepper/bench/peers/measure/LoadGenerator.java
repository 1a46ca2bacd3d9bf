package io.pepper.bench.peers.measure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * As little work as a client can have: one thread, kept connections that do not block, prepared
 * bytes, answers that are counted by one byte in each and not read otherwise. Each connection sends
 * its next piece when the last one is answered. What redis-benchmark does beyond that costs as much
 * processor time as the server that it measures. Used by one thread.
 */
public final class LoadGenerator {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
  private static final int READ_BYTES = 64 * 1024;
  private static final int QUOTED_BYTES = 200;

  private final int port;
  private final List<Wire> wires;
  private final ByteBuffer answers = ByteBuffer.allocateDirect(READ_BYTES);
  private long answered;
  private long deadline;
  private int waiting;

  /**
   * @param port of the loopback address
   * @param wires one for each connection
   */
  public LoadGenerator(int port, List<Wire> wires) {
    this.port = port;
    this.wires = List.copyOf(wires);
  }

  /**
   * Sends for that long, and waits for the last answers.
   *
   * @return the operations that were answered, and the time until the last of them
   * @throws IllegalStateException if the server refuses an operation or stops answering
   */
  public Load run(Duration time) {
    answered = 0;
    waiting = 0;
    List<Connection> connections = new ArrayList<>();
    try (Selector selector = Selector.open()) {
      for (Wire wire : wires) {
        connections.add(new Connection(wire, selector));
      }
      long start = System.nanoTime();
      deadline = start + time.toNanos();
      for (Connection each : connections) {
        waiting++;
        each.send();
      }
      while (waiting > 0) {
        if (selector.select(this::serve, ANSWER_LIMIT.toMillis()) == 0) {
          throw new IllegalStateException("port " + port + " answered nothing for 30 s" + quoted());
        }
      }
      return new Load(answered, (System.nanoTime() - start) / 1e9);
    } catch (IOException e) {
      throw new UncheckedIOException("load on port " + port, e);
    } finally {
      connections.forEach(Connection::close);
    }
  }

  private void serve(SelectionKey key) {
    try {
      Connection connection = (Connection) key.attachment();
      if (key.isReadable()) {
        connection.read();
      } else {
        connection.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("load on port " + port, e);
    }
  }

  private String quoted() {
    ByteBuffer last = answers.duplicate().flip();
    byte[] text = new byte[Math.min(QUOTED_BYTES, last.remaining())];
    last.get(text);
    return text.length == 0 ? "" : "; its last answer began with: " + new String(text, UTF_8);
  }

  /** One kept connection. */
  private final class Connection {
    private final Wire wire;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer request;
    private int outstanding;

    Connection(Wire wire, Selector selector) throws IOException {
      this.wire = wire;
      channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      request = ByteBuffer.allocateDirect(wire.request().length).put(wire.request()).flip();
      greet();
      channel.configureBlocking(false);
      key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    private void greet() throws IOException {
      channel.write(ByteBuffer.wrap(wire.hello()));
      for (int lines = 0; lines < wire.helloLines(); ) {
        receive();
        lines += count((byte) '\n');
      }
    }

    void send() throws IOException {
      outstanding = wire.answers();
      request.rewind();
      flush();
    }

    void flush() throws IOException {
      channel.write(request);
      if (request.hasRemaining()) {
        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
      } else if (key.interestOps() != SelectionKey.OP_READ) {
        key.interestOps(SelectionKey.OP_READ);
      }
    }

    void read() throws IOException {
      receive();
      int found = count(wire.mark());
      answered += found;
      outstanding -= found;
      if (outstanding > 0) {
        return;
      }
      if (System.nanoTime() < deadline) {
        send();
      } else {
        waiting--;
      }
    }

    private void receive() throws IOException {
      answers.clear();
      if (channel.read(answers) < 0) {
        throw new EOFException("the server closed the connection");
      }
      if (answers.position() > 0 && answers.get(0) == '-') {
        throw new IllegalStateException("port " + port + " refused" + quoted());
      }
    }

    private int count(byte wanted) {
      int found = 0;
      for (int i = 0; i < answers.position(); i++) {
        if (answers.get(i) == wanted) {
          found++;
        }
      }
      return found;
    }

    void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
