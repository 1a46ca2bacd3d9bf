package io.pepper.connector.fastcgi.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CgiAnswerTest {
  private static CgiAnswer read(String text) {
    CgiAnswer answer = new CgiAnswer(1000);
    answer.feed(UTF_8.encode(text));
    answer.end();
    return answer;
  }

  private static String body(CgiAnswer answer) {
    return new String(answer.body().toByteArray(), UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void readsHeadersWithEitherLineEnd(String eol) {
    CgiAnswer answer =
        read(
            "CODE:200"
                + eol
                + "Error-Code:  7 \t"
                + eol
                + "Status: 404 Not Found"
                + eol
                + eol
                + "b");

    assertThat(answer.headers())
        .containsEntry("code", "200")
        .containsEntry("error-code", "7")
        .containsEntry("status", "404 Not Found");
    assertThat(body(answer)).isEqualTo("b");
  }

  @Test
  void keepsEveryValueOfARepeatedHeader() {
    assertThat(read("Code: 500\nX: y\nCode: 200\n\n").headers())
        .containsEntry("code", "500, 200")
        .containsEntry("x", "y");
  }

  @Test
  void aFoldedHeaderIsOneHeader() {
    assertThat(read("Consume-Topics: a/b,\n c/d\n\n").headers())
        .containsEntry("consume-topics", "a/b, c/d");
  }

  @Test
  void longHeadersInUtf8SurviveEveryCut() {
    byte[] bytes = ("X: " + "é中".repeat(300) + "\r\n\r\nbody").getBytes(UTF_8);
    for (int piece = 1; piece < 40; piece++) {
      CgiAnswer answer = new CgiAnswer(1000);
      for (int at = 0; at < bytes.length; at += piece) {
        answer.feed(ByteBuffer.wrap(bytes, at, Math.min(piece, bytes.length - at)));
      }
      answer.end();
      assertThat(answer.headers()).containsEntry("x", "é中".repeat(300));
      assertThat(body(answer)).isEqualTo("body");
    }
  }

  @Test
  void aChunkedBodyLosesItsChunkLines() {
    String chunked =
        "Transfer-Encoding: Chunked\n\n3\r\nabc\r\nA;x\r\n0123456789\r\n0\r\nT: 1\r\n\r\n";

    assertThat(body(read(chunked + "ignored"))).isEqualTo("abc0123456789");
  }

  @Test
  void keepsTheBodyUpToTheLimit() {
    CgiAnswer answer = read("Code: 200\n\n" + "x".repeat(1500));

    assertThat(answer.body().toByteArray()).hasSize(1000);
    assertThat(answer.body().isTruncated()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Code: 200",
        "Code: 200\n",
        "no header\n\nbody",
        ": no name\n\n",
        "Transfer-Encoding: chunked\n\n",
        "Transfer-Encoding: chunked\n\nzz\r\n",
        "Transfer-Encoding: chunked\n\n-1\r\n",
        "Transfer-Encoding: chunked\n\n3\r\nab",
        "Transfer-Encoding: chunked\n\n1\r\nabc\r\n0\r\n\r\n"
      })
  void refusesWhatIsNotACompleteCgiAnswer(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(MalformedAnswerException.class);
  }

  @Test
  void refusesAHeaderBlockWithoutEnd() {
    CgiAnswer answer = new CgiAnswer(1000);

    assertThatThrownBy(() -> answer.feed(UTF_8.encode("x".repeat(70_000))))
        .isInstanceOf(MalformedAnswerException.class)
        .hasMessageContaining("65536");
  }
}
