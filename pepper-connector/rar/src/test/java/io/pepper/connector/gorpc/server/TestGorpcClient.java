package io.pepper.connector.gorpc.server;

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
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;

/** A connection that speaks gorpc; the types of its calls are as Go's are. */
final class TestGorpcClient implements AutoCloseable {
  private static final GobStructType HEADER =
      GobStructType.of(
          "RequestHeader",
          new GobField("Service", GobType.STRING),
          new GobField("Method", GobType.STRING),
          new GobField("Seq", GobType.UINT),
          new GobField("CallType", GobType.INT));

  private static final GobSchema CALLS =
      new GobSchema(65, List.of(HEADER, GobType.STRING), Map.of());

  private static final GobSchema ANSWERS =
      new GobSchema(GorpcCall.FIRST_TYPE_ID, List.of(GobType.STRING), Map.of());

  private final Socket socket;
  private final GobWriter writer;
  private final GobReader reader;

  TestGorpcClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    writer = new GobWriter(socket.getOutputStream());
    reader = new GobReader(socket.getInputStream(), GobLimits.DEFAULT.withBytes(64 << 20));
  }

  /** An answer of text, for methods. */
  static GobMessage text(String text) {
    return ANSWERS.encode(GobType.STRING, new GobString(text));
  }

  static String textOf(GobValue value) {
    return ((GobString) value).value();
  }

  Socket socket() {
    return socket;
  }

  void call(long seq, String argument) throws IOException {
    send("Server", "Sync", seq, 0, argument);
  }

  /**
   * @param argument null for none
   */
  void send(String service, String method, long seq, int callType, String argument)
      throws IOException {
    writer.write(
        CALLS.encode(
            HEADER,
            HEADER.value(
                new GobString(service),
                new GobString(method),
                new GobUint(seq),
                new GobInt(callType))));
    if (argument != null) {
      writer.write(CALLS.encode(GobType.STRING, new GobString(argument)));
    }
  }

  /** Waits for the next value: a header, or an answer. */
  GobValue next() throws IOException {
    return reader.read().orElseThrow();
  }

  GobStruct header() throws IOException {
    return (GobStruct) next();
  }

  /** Waits for an answer: its number, then its text. */
  String answer() throws IOException {
    GobStruct header = header();
    return header.unsigned("Seq") + " " + textOf(next());
  }

  /** Waits for an answer that is an error, and returns it. */
  GobStruct error() throws IOException {
    GobStruct header = header();
    if (header.integer("ReplyType") != 0x100) {
      throw new AssertionError("is no error: " + header);
    }
    return header.find("Error", GobStruct.class).orElseThrow();
  }

  /** Waits until the server closes the connection. */
  boolean isClosed() {
    try {
      return !reader.await();
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
