package io.pepper.connector.fastcgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBytesTest {
  private static ByteBuffer join(RequestBytes request) {
    ByteBuffer whole = ByteBuffer.allocate((int) request.length());
    for (ByteBuffer each : request.buffers()) {
      whole.put(each);
    }
    return whole.flip();
  }

  /** The contents of all records of that type; checks every header on the way. */
  private static byte[] contents(ByteBuffer records, int wanted) {
    ByteArrayOutputStream found = new ByteArrayOutputStream();
    ByteBuffer in = records.duplicate();
    while (in.hasRemaining()) {
      assertThat(in.get()).isEqualTo((byte) Records.VERSION);
      int type = in.get();
      assertThat(in.getShort()).isEqualTo((short) Records.REQUEST_ID);
      byte[] content = new byte[Short.toUnsignedInt(in.getShort())];
      assertThat(in.getShort()).isZero();
      in.get(content);
      if (type == wanted) {
        found.writeBytes(content);
      }
    }
    return found.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 32_768, 32_769, 65_528, 65_529, 131_056, 1_000_000})
  void aBodyOfAnySizeIsCutIntoRecordsAndEnded(int size) {
    byte[] body = new byte[size];
    new Random(size).nextBytes(body);

    ByteBuffer records = join(RequestBytes.of(new FastCgiRequest(Map.of("A", "b"), body)));

    assertThat(contents(records, Records.STDIN)).isEqualTo(body);
    assertThat(contents(records, Records.BEGIN_REQUEST)).containsExactly(0, 1, 1, 0, 0, 0, 0, 0);
    int end = records.limit() - Records.HEADER_LENGTH;
    assertThat(records.slice(end, Records.HEADER_LENGTH))
        .isEqualTo(Records.header(Records.STDIN, 0));
  }

  @Test
  void theContentLengthIsTheBodysWhateverTheCallerSays() {
    RequestBytes request =
        RequestBytes.of(new FastCgiRequest(Map.of("CONTENT_LENGTH", "99"), new byte[3]));

    assertThat(new String(contents(join(request), Records.PARAMS)))
        .isEqualTo("\16\1CONTENT_LENGTH3");
  }

  @Test
  void aLongValueHasALengthOfFourBytes() {
    RequestBytes request =
        RequestBytes.of(new FastCgiRequest(Map.of("N", "v".repeat(300)), new byte[0]));

    byte[] params = contents(join(request), Records.PARAMS);

    assertThat(new String(params, java.nio.charset.StandardCharsets.ISO_8859_1))
        .contains("\1\u0080\0\1\u002cN" + "v".repeat(300));
  }

  @Test
  void aParameterTooLongForPhpIsRefusedByName() {
    FastCgiRequest request = new FastCgiRequest(Map.of("HUGE", "v".repeat(70_000)), new byte[0]);

    assertThatThrownBy(() -> RequestBytes.of(request))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("HUGE");
  }
}
