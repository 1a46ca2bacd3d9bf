package io.pepper.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class GzipBeyondTest {
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final AtomicInteger announced = new AtomicInteger();

  @Test
  void leavesWhatIsSmallAsItIs() throws IOException {
    byte[] body = bytes(GzipBeyond.MAX_PLAIN);
    write(body, 100);

    assertThat(sent.toByteArray()).isEqualTo(body);
    assertThat(announced).hasValue(0);
  }

  @Test
  void compressesWhatIsLarge() throws IOException {
    byte[] body = bytes(100_000);
    write(body, 333);

    assertThat(announced).hasValue(1);
    assertThat(sent.size()).isLessThan(10_000);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(sent.toByteArray())).readAllBytes())
        .isEqualTo(body);
  }

  private void write(byte[] body, int step) throws IOException {
    GzipBeyond stream = new GzipBeyond(sent, announced::incrementAndGet);
    for (int from = 0; from < body.length; from += step) {
      stream.write(body, from, Math.min(step, body.length - from));
      stream.flush();
    }
    stream.finish();
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i % 10);
    }
    return bytes;
  }
}
