package io.pepper.test;

import static io.pepper.test.TransactionClient.ABORTED;
import static io.pepper.test.TransactionClient.OK;
import static io.pepper.test.TransactionClient.QUEUED;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Transactions that are refused or given up: nothing of them is stored. */
@ExtendWith(SharedPepper.class)
class TransactionRefusalTest {
  private final Pepper pepper;

  TransactionRefusalTest(Pepper pepper) {
    this.pepper = pepper;
  }

  @Test
  void isRefusedAfterAnErrorWhileQueueing() throws IOException {
    pepper.define("multi-other", "{\"password\":\"p\",\"topics\":{}}");
    String[][] bad = {
      {"NOPE"},
      {"LPUSH", "multi-abort"},
      {"LPUSH", "multi-abort/x"},
      {"LPUSH", "multi-abort", "12345678901"},
      {"LPUSH", "multi-other", "x"},
      {"LPUSH", "multi-other/x", "x"},
      {"XADD", "multi-abort", "MAXLEN", "5", "*", "a", "b"},
      {"XADD", "multi-abort", "*", "a", "b", "a", "c"},
      {"ZADD", "multi-abort", "soon", "x"},
      {"CLIENT", "NOPE"},
      {"MULTI", "x"},
    };
    try (var client = new TransactionClient(pepper, "multi-abort", "\"maxPayloadBytes\":10,")) {
      for (String[] each : bad) {
        client.begin().queue("LPUSH", "multi-abort", "good");
        assertThat(client.call(each)).as(String.join(" ", each)).startsWith("-");
        client.queue("LPUSH", "multi-abort", "good");
        assertThat(client.call("EXEC")).as(String.join(" ", each)).isEqualTo(ABORTED);
      }

      client.assertStored(0, 0);
      assertThat(client.call("EXEC")).isEqualTo("-ERR EXEC without MULTI\r\n");
    }
  }

  /** The adapter skips what is over its limits; what is left must not be carried out without it. */
  @Test
  void isRefusedAfterACommandThatIsTooLargeToBeRead() throws IOException {
    try (var client = new TransactionClient(pepper, "multi-large")) {
      client.begin().queue("LPUSH", "multi-large", "good");
      assertThat(client.call("LPUSH", "multi-large", "x".repeat((16 << 20) + 1)))
          .contains("pepper.resp.max-bulk-bytes");

      assertThat(client.call("EXEC")).isEqualTo(ABORTED);
      client.assertStored(0, 0);
    }
  }

  @Test
  void answersTheFormsAroundItAsRedisDoes() throws IOException {
    try (var client = new TransactionClient(pepper, "multi-forms")) {
      assertThat(client.call("DISCARD")).isEqualTo("-ERR DISCARD without MULTI\r\n");
      assertThat(client.call("UNWATCH")).isEqualTo(OK);
      assertThat(client.call("WATCH", "x")).startsWith("-ERR WATCH is not available:");
      client.begin();
      assertThat(client.call("MULTI")).isEqualTo("-ERR MULTI calls can not be nested\r\n");
      assertThat(client.call("WATCH", "x")).isEqualTo("-ERR WATCH inside MULTI is not allowed\r\n");
      client.queue("PING");
      assertThat(client.call("EXEC")).isEqualTo("*1\r\n+PONG\r\n");
      assertThat(client.begin().call("EXEC")).isEqualTo("*0\r\n");
      assertThat(client.begin().queue("LPUSH", "multi-forms", "x").call("DISCARD")).isEqualTo(OK);
      assertThat(client.begin().call("EXEC", "x"))
          .isEqualTo(
              "-EXECABORT Transaction discarded because of: wrong number of arguments for 'exec'"
                  + " command\r\n");
      assertThat(client.call("EXEC")).isEqualTo("-ERR EXEC without MULTI\r\n");
      client.assertStored(0, 0);
    }
  }

  @Test
  void endsWithItsConnectionAndWithAReset() throws IOException {
    try (var client = new TransactionClient(pepper, "multi-reset")) {
      client.begin().queue("LPUSH", "multi-reset", "x");
      assertThat(client.call("RESET")).isEqualTo("+RESET\r\n");
      assertThat(client.call("EXEC")).isEqualTo("-ERR EXEC without MULTI\r\n");
      client.socket().login("multi-reset", "p");
      client.begin().queue("LPUSH", "multi-reset", "x");
      assertThat(client.call("QUIT")).isEqualTo(OK);

      client.assertStored(0, 0);
    }
  }

  @Test
  void isForThoseWhoAreLoggedInWhenItIsCarriedOut() throws IOException {
    try (RespSocket stranger = new RespSocket(pepper.respPort());
        var client = new TransactionClient(pepper, "multi-password")) {
      assertThat(stranger.call("MULTI")).startsWith("-NOAUTH");

      client.begin().queue("LPUSH", "multi-password", "x");
      pepper.define(
          "multi-password",
          "{\"password\":\"new\",\"topics\":{\"a\":{\"delivery\":{\"type\":\"pull\"}}}}");
      assertThat(client.call("EXEC"))
          .startsWith("-EXECABORT Transaction discarded because of: NOAUTH");
      assertThat(pepper.counts("multi-password", "a").getInt("ready")).isZero();
    }
  }

  @Test
  void holdsNoMoreThanItsLimitAndGivesItsMemoryBack() throws IOException {
    byte[] push = RespSocket.encoded("LPUSH", "multi-limit", "x".repeat(1 << 20));
    try (var client = new TransactionClient(pepper, "multi-limit")) {
      for (int round = 0; round < 2; round++) {
        client.begin();
        String reply = QUEUED;
        int taken = -1;
        while (reply.equals(QUEUED) && taken < 64) {
          client.socket().sendBytes(push);
          reply = client.socket().reply();
          taken++;
        }
        assertThat(taken).isBetween(5, 63);
        assertThat(reply).contains("the transaction is over the limit of");
        assertThat(client.call("EXEC")).isEqualTo(ABORTED);
      }
      client.assertStored(0, 0);
    }
  }
}
