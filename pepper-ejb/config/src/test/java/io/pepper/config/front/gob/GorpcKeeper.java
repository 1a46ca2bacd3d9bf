package io.pepper.config.front.gob;

import io.pepper.connector.gorpc.GorpcCall;
import io.pepper.gob.GobInt;
import io.pepper.gob.GobString;
import io.pepper.gob.GobStruct;
import io.pepper.gob.GobUint;
import io.pepper.gob.GobValue;
import io.pepper.gob.read.GobLimits;
import io.pepper.gob.read.GobReader;
import io.pepper.gob.write.GobField;
import io.pepper.gob.write.GobMessage;
import io.pepper.gob.write.GobSchema;
import io.pepper.gob.write.GobStructType;
import io.pepper.gob.write.GobType;
import io.pepper.gob.write.GobWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The service on a port of its own, with as little of gorpc as its calls need: the resource
 * adapter, which does the rest, has no place on this module's class path.
 */
final class GorpcKeeper implements AutoCloseable {
  private static final GobStructType ERROR =
      GobStructType.of(
          "Error",
          new GobField("Code", GobType.INT),
          new GobField("Type", GobType.INT),
          new GobField("Reason", GobType.STRING));

  private static final GobStructType HEADER =
      GobStructType.of(
          "ResponseHeader",
          new GobField("Error", ERROR),
          new GobField("Seq", GobType.UINT),
          new GobField("ReplyType", GobType.INT));

  private static final GobSchema HEADERS = new GobSchema(65, List.of(HEADER), Map.of());

  private final KeeperGorpc service;
  private final ServerSocket listener;
  private final Thread acceptor;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

  /**
   * @param port 0 for any free one
   */
  GorpcKeeper(KeeperGorpc service, int port) throws IOException {
    this.service = service;
    listener = new ServerSocket();
    listener.setReuseAddress(true);
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    acceptor = Thread.ofVirtual().start(this::accept);
  }

  String address() {
    return "127.0.0.1:" + port();
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        sockets.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      sockets.forEach(GorpcKeeper::close);
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      GobReader reader = new GobReader(socket.getInputStream(), GobLimits.DEFAULT);
      GobWriter writer = new GobWriter(socket.getOutputStream());
      while (reader.await()) {
        GobStruct header = (GobStruct) reader.read().orElseThrow();
        Call call = new Call(header.unsigned("Seq"), reader.read().orElseThrow(), writer);
        Thread.ofVirtual().start(() -> serve(call));
      }
    } catch (IOException e) {
      // The node is gone, or this server.
    }
  }

  private void serve(Call call) {
    try {
      service.methods().get("Server.Sync").serve(call);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      call.fail(e.getMessage());
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws Exception {
    listener.close();
    acceptor.join();
    sockets.forEach(GorpcKeeper::close);
  }

  private record Call(long seq, GobValue argument, GobWriter writer) implements GorpcCall {
    @Override
    public String peer() {
      return "127.0.0.1";
    }

    @Override
    public void answer(GobMessage reply) {
      send(HEADER.value(null, new GobUint(seq), new GobInt(1)), reply);
    }

    @Override
    public void fail(String reason) {
      GobStruct error = ERROR.value(new GobInt(500), new GobInt(2), new GobString(reason));
      send(HEADER.value(error, new GobUint(seq), new GobInt(0x100)), null);
    }

    private void send(GobStruct header, GobMessage reply) {
      synchronized (writer) {
        try {
          writer.write(HEADERS.encode(HEADER, header));
          if (reply != null) {
            writer.write(reply);
          }
        } catch (IOException e) {
          // The node is gone.
        }
      }
    }

    @Override
    public void onAbandoned(Runnable action) {
      // Calls end with their time.
    }
  }
}
