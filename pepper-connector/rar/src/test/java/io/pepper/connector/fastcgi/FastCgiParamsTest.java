package io.pepper.connector.fastcgi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FastCgiParamsTest {
  private static String encoded(FastCgiParams params) {
    ByteBuffer out = ByteBuffer.allocate(params.length());
    params.putInto(out);
    assertThat(out.hasRemaining()).isFalse();
    return new String(out.array(), ISO_8859_1);
  }

  @Test
  void whatIsAddedFollowsWhatIsShared() {
    FastCgiParams shared = FastCgiParams.of(Map.of("A", "bc"));

    assertThat(encoded(shared.with(Map.of("D", "")))).isEqualTo("\1\2Abc\1\0D");
    assertThat(encoded(shared)).isEqualTo("\1\2Abc");
  }

  @Test
  void lengthsFrom128OnTakeFourBytes() {
    assertThat(encoded(FastCgiParams.of(Map.of("N", "v".repeat(127)))))
        .isEqualTo("\1\177N" + "v".repeat(127));
    assertThat(encoded(FastCgiParams.of(Map.of("N", "v".repeat(300)))))
        .isEqualTo("\1\200\0\1\54N" + "v".repeat(300));
    assertThat(encoded(FastCgiParams.of(Map.of("n".repeat(128), "v"))))
        .isEqualTo("\200\0\0\200\1" + "n".repeat(128) + "v");
  }

  @Test
  void moreThanARecordHoldsIsRefusedByName() {
    FastCgiParams half = FastCgiParams.of(Map.of("FIRST", "v".repeat(40_000)));

    assertThatThrownBy(() -> half.with(Map.of("SECOND", "v".repeat(40_000))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SECOND")
        .hasMessageContaining("65,000");
  }

  @Test
  void theContentLengthIsNotForTheCallerToSay() {
    assertThatThrownBy(() -> FastCgiParams.of(Map.of("CONTENT_LENGTH", "3")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("CONTENT_LENGTH");
  }
}
