package io.pepper.connector.gorpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.connector.gorpc.GorpcException;
import io.pepper.connector.gorpc.GorpcMethod;
import io.pepper.fixtures.GorpcSession;
import io.pepper.gob.GobInterface;
import io.pepper.gob.GobStruct;
import io.pepper.gob.GobValue;
import io.pepper.gob.read.GobLimits;
import io.pepper.gob.read.GobReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** What gokeeper's client sent to its own server, sent to ours, byte for byte. */
class CapturedCallsTest {
  /** The types of headers and the header of the first answer, as gokeeper's server sent them. */
  private static final String FIRST_HEADER =
      "3dff810301010e526573706f6e736548656164657201ff8200010301054572726f7201ff84000103536571010600"
          + "01095265706c7954797065010400000030ff83030101054572726f7201ff840001030104436f6465010400"
          + "0104547970650104000106526561736f6e010c00000007ff820201010200";

  private final Queue<String> received = new ConcurrentLinkedQueue<>();

  @Test
  void answersHaveTheHeadersThatTheOriginalSends() throws Exception {
    GorpcMethod method =
        call -> {
          GobStruct event = (GobStruct) call.argument();
          GobInterface data = event.find("Data", GobInterface.class).orElseThrow();
          received.add(event.integer("EventType") + " " + data.name());
          call.answer(SyncTypes.event(0, GobInterface.NIL));
        };

    byte[] answers = replay(method, GorpcSession.WHOLE.client(), 8);

    assertThat(HexFormat.of().formatHex(answers)).startsWith(FIRST_HEADER);
    List<GobStruct> originals = headers(GorpcSession.joined(GorpcSession.WHOLE.server()));
    assertThat(headers(answers).subList(0, originals.size())).isEqualTo(originals);
    assertThat(received)
        .containsExactly(
            "3 model.NodeInfo",
            "-1 model.NodeInfo",
            "-1 model.NodeInfo",
            "-1 model.NodeInfo",
            "5 model.Node",
            "-1 model.NodeInfo",
            "-1 model.NodeInfo",
            "-1 model.NodeInfo");
  }

  @Test
  void errorsAreThoseOfTheOriginal() throws Exception {
    GorpcMethod method =
        call -> {
          throw new GorpcException("domain nodomain not found");
        };

    byte[] answers = replay(method, GorpcSession.REFUSED.client(), 1);

    byte[] original = GorpcSession.joined(GorpcSession.REFUSED.server());
    assertThat(values(answers).getFirst()).isEqualTo(values(original).getFirst());
  }

  /** Sends the calls, each when the one before was answered, and returns all answers. */
  private static byte[] replay(GorpcMethod method, List<byte[]> calls, int count)
      throws IOException {
    try (TestGorpcServer server = TestGorpcServer.serving(method);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(20_000);
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      GobReader answers = new GobReader(recorded(socket.getInputStream(), all), GobLimits.DEFAULT);
      for (byte[] call : calls.subList(0, count)) {
        socket.getOutputStream().write(call);
        GobStruct header = (GobStruct) answers.read().orElseThrow();
        if (header.find("Error").isEmpty()) {
          answers.read().orElseThrow();
        }
      }
      return all.toByteArray();
    }
  }

  private static InputStream recorded(InputStream stream, ByteArrayOutputStream to) {
    return new FilterInputStream(stream) {
      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        to.write(bytes, offset, Math.max(0, read));
        return read;
      }
    };
  }

  private static List<GobValue> values(byte[] stream) throws IOException {
    List<GobValue> values = new ArrayList<>();
    GobReader reader = new GobReader(new ByteArrayInputStream(stream), GobLimits.DEFAULT);
    while (reader.await()) {
      values.add(reader.read().orElseThrow());
    }
    return values;
  }

  private static List<GobStruct> headers(byte[] stream) throws IOException {
    return values(stream).stream()
        .map(each -> (GobStruct) each)
        .filter(each -> each.fields().typeName().equals("ResponseHeader"))
        .toList();
  }
}
