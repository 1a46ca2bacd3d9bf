package io.pepper.connector.resp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.pepper.connector.resp.parse.BufferBudget;
import io.pepper.connector.resp.parse.BufferShare;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReplyWriterTest {
  private final BufferBudget budget = new BufferBudget(1 << 20);
  private final OutputBuffer out = new OutputBuffer(new BufferShare(budget));
  private int early;
  private final ReplyWriter replies =
      new ReplyWriter(
          out,
          () -> {
            early++;
            out.clear();
          });

  @Test
  void writesEveryKindInVersion2() {
    replies.expect(6);
    replies.simple("OK");
    replies.error("ERR bad\r\nthing");
    replies.bulk("中");
    replies.nil();
    replies.map(1);
    replies.bulk("a");
    replies.array(2);
    replies.integer(-7);
    replies.array(0);
    replies.bulk(new byte[0]);

    assertThat(replies.finish()).isZero();
    assertThat(written())
        .isEqualTo(
            "+OK\r\n-ERR bad  thing\r\n$3\r\n中\r\n$-1\r\n"
                + "*2\r\n$1\r\na\r\n*2\r\n:-7\r\n*0\r\n$0\r\n\r\n");
  }

  @Test
  void writesMapsAndNilsOfVersion3() {
    replies.protocol(3);
    replies.expect(2);
    replies.map(1);
    replies.bulk("a");
    replies.nil();
    replies.nil();

    assertThat(replies.finish()).isZero();
    assertThat(written()).isEqualTo("%1\r\n$1\r\na\r\n_\r\n_\r\n");
  }

  @Test
  void takesBackAReplyThatWasNotFinished() {
    replies.expect(3);
    replies.simple("OK");
    replies.array(3);
    replies.integer(1);

    assertThat(replies.finish()).isEqualTo(2);
    assertThat(written()).isEqualTo("+OK\r\n");
  }

  @Test
  void dropsRepliesThatNobodyAskedFor() {
    replies.expect(1);
    replies.simple("OK");
    replies.simple("OK");
    replies.array(1);

    assertThat(replies.finish()).isZero();
    assertThat(replies.excess()).isEqualTo(2);
    assertThat(written()).isEqualTo("+OK\r\n");
  }

  @Test
  void writesEveryLongAsJavaDoes() {
    Random random = new Random(1);
    for (int bits = 0; bits < 64; bits++) {
      assertInteger(1L << bits);
      assertInteger(random.nextLong() >> bits);
    }
    assertInteger(Long.MAX_VALUE);
    assertInteger(Long.MIN_VALUE);
  }

  @Test
  void sendsEarlyOnlyBetweenCompleteReplies() {
    replies.expect(2);
    replies.array(2);
    replies.bulk(new byte[ReplyWriter.EARLY]);
    assertThat(early).isZero();

    replies.bulk(new byte[1]);
    replies.simple("OK");

    assertThat(early).isEqualTo(1);
    assertThat(written()).isEqualTo("+OK\r\n");
  }

  @Test
  void givesTheMemoryOfLargeRepliesBack() {
    replies.expect(1);
    replies.bulk(new byte[300_000]);
    assertThat(budget.used()).isGreaterThan(300_000);

    out.clear();

    assertThat(budget.used()).isZero();
  }

  @Test
  void writesSetsAndMissingArraysInTheFormOfTheVersion() {
    replies.expect(2);
    replies.set(2);
    replies.bulk("a");
    replies.integer(1);
    replies.nilArray();
    assertThat(written()).isEqualTo("*2\r\n$1\r\na\r\n:1\r\n*-1\r\n");

    replies.protocol(3);
    replies.expect(2);
    replies.set(1);
    replies.integer(1);
    replies.nilArray();
    assertThat(written()).isEqualTo("~1\r\n:1\r\n_\r\n");
  }

  @Test
  void refusesALineBreakInASimpleString() {
    replies.expect(1);
    assertThatThrownBy(() -> replies.simple("a\nb")).isInstanceOf(IllegalArgumentException.class);
  }

  private void assertInteger(long value) {
    replies.expect(1);
    replies.integer(value);
    assertThat(written()).isEqualTo(":" + value + "\r\n");
  }

  private String written() {
    ByteBuf bytes = Unpooled.buffer();
    out.copyTo(bytes, 0, out.length());
    out.clear();
    return bytes.toString(UTF_8);
  }
}
