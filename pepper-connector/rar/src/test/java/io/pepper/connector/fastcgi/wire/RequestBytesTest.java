package io.pepper.connector.fastcgi.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.connector.fastcgi.FastCgiParams;
import io.pepper.connector.fastcgi.FastCgiRequest;
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

    ByteBuffer records = join(RequestBytes.of(request(Map.of("A", "b"), body)));

    assertThat(contents(records, Records.STDIN)).isEqualTo(body);
    assertThat(contents(records, Records.BEGIN_REQUEST)).containsExactly(0, 1, 1, 0, 0, 0, 0, 0);
    int end = records.limit() - Records.HEADER_LENGTH;
    assertThat(records.slice(end, Records.HEADER_LENGTH))
        .isEqualTo(Records.header(Records.STDIN, 0));
  }

  @Test
  void theContentLengthIsTheBodys() {
    RequestBytes request = RequestBytes.of(request(Map.of("A", "b"), new byte[30]));

    assertThat(contents(join(request), Records.PARAMS))
        .asString()
        .isEqualTo("\16\2CONTENT_LENGTH30\1\1Ab");
  }

  @Test
  void theScriptCannotStartBeforeTheEndOfTheParameters() {
    RequestBytes request = RequestBytes.of(request(Map.of("A", "b"), new byte[3]));

    ByteBuffer start = join(request).limit((int) request.paramsEnd());

    assertThat(contents(start, Records.PARAMS)).isNotEmpty();
    assertThat(contents(start, Records.STDIN)).isEmpty();
    assertThat(start.slice(start.limit() - Records.HEADER_LENGTH, Records.HEADER_LENGTH))
        .isEqualTo(Records.header(Records.PARAMS, 0));
  }

  private static FastCgiRequest request(Map<String, String> params, byte[] body) {
    return new FastCgiRequest(FastCgiParams.of(params), body);
  }
}
