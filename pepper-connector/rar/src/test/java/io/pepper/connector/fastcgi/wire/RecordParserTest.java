package io.pepper.connector.fastcgi.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class RecordParserTest {
  /** Writes down what it is told. */
  private static final class Recorder implements RecordParser.Sink {
    private final StringBuilder stdout = new StringBuilder();
    private final StringBuilder stderr = new StringBuilder();
    private String end = "";

    @Override
    public void stdout(ByteBuffer piece) {
      stdout.append(UTF_8.decode(piece));
    }

    @Override
    public void stderr(ByteBuffer piece) {
      stderr.append(UTF_8.decode(piece));
    }

    @Override
    public void ended(long appStatus, int protocolStatus) {
      end = appStatus + " " + protocolStatus;
    }
  }

  private final Recorder seen = new Recorder();
  private final RecordParser parser = new RecordParser(seen);

  private static void record(ByteBuffer out, int type, byte[] content, int padding) {
    out.put(Records.header(type, content.length).put(6, (byte) padding));
    out.put(content).put(new byte[padding]);
  }

  private static byte[] answer() {
    ByteBuffer out = ByteBuffer.allocate(200);
    record(out, Records.STDERR, "warn".getBytes(UTF_8), 4);
    record(out, Records.STDOUT, "Code: 200\r\n".getBytes(UTF_8), 5);
    record(out, 99, "whatever".getBytes(UTF_8), 0);
    record(out, Records.STDOUT, "\r\nok".getBytes(UTF_8), 0);
    record(out, Records.STDOUT, new byte[0], 0);
    record(out, Records.END_REQUEST, new byte[] {0, 0, 1, 2, 0, 7, 7, 7}, 3);
    byte[] bytes = new byte[out.flip().remaining()];
    out.get(bytes);
    return bytes;
  }

  @Test
  void readsTheSameHoweverTheBytesAreCut() {
    byte[] whole = answer();
    for (int piece = 1; piece <= whole.length; piece++) {
      Recorder cut = new Recorder();
      RecordParser records = new RecordParser(cut);
      for (int at = 0; at < whole.length; at += piece) {
        assertThat(records.isComplete()).isFalse();
        records.feed(ByteBuffer.wrap(whole, at, Math.min(piece, whole.length - at)));
      }
      assertThat(records.isComplete()).isTrue();
      assertThat(cut.stdout).hasToString("Code: 200\r\n\r\nok");
      assertThat(cut.stderr).hasToString("warn");
      assertThat(cut.end).isEqualTo("258 0");
    }
  }

  @Test
  void leavesWhatFollowsTheEndUnread() {
    ByteBuffer in = ByteBuffer.allocate(300).put(answer()).put((byte) 42).flip();

    parser.feed(in);

    assertThat(parser.isComplete()).isTrue();
    assertThat(in.remaining()).isOne();
  }

  @Test
  void refusesAServerThatSpeaksHttp() {
    ByteBuffer http = UTF_8.encode("HTTP/1.1 400 Bad Request\r\n");

    assertThatThrownBy(() -> parser.feed(http))
        .isInstanceOf(MalformedAnswerException.class)
        .hasMessageContaining("does not speak FastCGI");
  }

  @Test
  void refusesTheAnswerToAnotherRequest() {
    ByteBuffer other = Records.header(Records.STDOUT, 4).putShort(2, (short) 9);

    assertThatThrownBy(() -> parser.feed(other))
        .isInstanceOf(MalformedAnswerException.class)
        .hasMessageContaining("request 9");
  }

  @Test
  void refusesATooShortEnd() {
    ByteBuffer end = Records.header(Records.END_REQUEST, 4);

    assertThatThrownBy(() -> parser.feed(end)).isInstanceOf(MalformedAnswerException.class);
  }
}
