package io.pepper.connector.resp.parse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RespParserTest {
  private static final ParserLimits LIMITS =
      ParserLimits.with(
          Map.of(
              "pepper.resp.before-login.max-bulk-bytes", "40",
              "pepper.resp.before-login.max-arguments", "4",
              "pepper.resp.max-bulk-bytes", "300",
              "pepper.resp.max-arguments", "6",
              "pepper.resp.max-command-bytes", "600"));

  private static final List<String> INPUTS =
      List.of(
          "*1\r\n$4\r\nPING\r\n",
          "*3\r\n$5\r\nLPUSH\r\n$3\r\nq/d\r\n$5\r\na\r\nb\0\r\n*1\r\n$0\r\n\r\n",
          "*0\r\n\r\n\n  \r\nPING\r\n*2\r\n$4\r\necho\r\n$2\r\nhi\r\nset a 'b c' \"d\\x41\\n\"\r\n",
          "auth q:p\r\n*2\r\n$5\r\nLPUSH\r\n$50\r\n" + "x".repeat(50) + "\r\nPING\r\n",
          "auth q:p\r\n*5\r\n$1\r\na\r\n$1\r\nb\r\n$1\r\nc\r\n$1\r\nd\r\n$1\r\ne\r\nPING\r\n",
          "auth q:p\r\na b c d e\r\na b c d e f g\r\nPING\r\n",
          "auth q:p\r\nlpush " + "y".repeat(90) + "\r\nPING\r\n",
          "auth x\r\n*2\r\n$2\r\nUP\r\n$400\r\n" + "z".repeat(400) + "\r\n*1\r\n$4\r\nPING\r\n",
          "auth x\r\n*3\r\n$290\r\n"
              + "z".repeat(290)
              + "\r\n$290\r\n"
              + "*1\r\n!".repeat(58)
              + "\r\n$1\r\na\r\nPING\r\n",
          "auth x\r\n*7\r\n" + "$1\r\na\r\n".repeat(7) + "PING\r\n",
          "PING\r\n*1\r\n$41\r\n",
          "PING\r\n*5\r\n",
          "PING\r\na b c d e\r\n",
          "PING\r\n" + "y".repeat(41) + "\r\n",
          "PING\r\n*x\r\n",
          "PING\r\n*1\r\n:4\r\n",
          "PING\r\n*1\r\n$-1\r\n",
          "PING\r\na \"b\r\nPING\r\n");

  @Test
  void cutsArraysAndInlineCommandsIntoWords() {
    assertThat(Transcript.of(LIMITS, bytes(INPUTS.get(1))))
        .containsExactly("LPUSH|q/d|a\r\nb\0", "");
    assertThat(Transcript.of(LIMITS, bytes(INPUTS.get(2))))
        .containsExactly("PING", "echo|hi", "set|a|b c|dA\n");
  }

  @Test
  void givesTheSameResultForEverySplitPoint() {
    for (String input : INPUTS) {
      byte[] bytes = bytes(input);
      List<String> whole = Transcript.of(LIMITS, bytes);
      assertThat(whole).as(input).isNotEmpty();
      for (int cut = 0; cut <= bytes.length; cut++) {
        assertThat(Transcript.of(LIMITS, bytes, cut))
            .as("%s cut at %d", input, cut)
            .isEqualTo(whole);
      }
    }
  }

  @Test
  void givesTheSameResultWhenBytesComeOneByOneOrInRandomPieces() {
    Random random = new Random(7);
    for (String input : INPUTS) {
      byte[] bytes = bytes(input);
      List<String> whole = Transcript.of(LIMITS, bytes);
      int[] everywhere = new int[bytes.length];
      Arrays.setAll(everywhere, i -> i);
      assertThat(Transcript.of(LIMITS, bytes, everywhere)).isEqualTo(whole);
      for (int round = 0; round < 50; round++) {
        int[] cuts = random.ints(5, 0, bytes.length + 1).sorted().toArray();
        assertThat(Transcript.of(LIMITS, bytes, cuts)).as(input).isEqualTo(whole);
      }
    }
  }

  @Test
  void survivesRandomAndMutatedBytesAndStaysIndependentOfSplits() {
    Random random = new Random(42);
    String alphabet = "*$:\r\n\"'\\ x0123456789-aPING\0";
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes;
      if (round % 2 == 0) {
        bytes = bytes(INPUTS.get(random.nextInt(INPUTS.size())));
        for (int changes = random.nextInt(4); changes >= 0; changes--) {
          bytes[random.nextInt(bytes.length)] = (byte) alphabet.charAt(random.nextInt(26));
        }
      } else {
        bytes = new byte[random.nextInt(80) + 1];
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] =
              random.nextInt(8) == 0
                  ? (byte) random.nextInt()
                  : (byte) alphabet.charAt(random.nextInt(alphabet.length()));
        }
      }
      int cut = random.nextInt(bytes.length + 1);
      assertThat(Transcript.of(LIMITS, bytes, cut))
          .as(new String(bytes, ISO_8859_1))
          .isEqualTo(Transcript.of(LIMITS, bytes));
    }
  }

  @Test
  void readsBackEveryCommandThatWasEncoded() {
    Random random = new Random(3);
    for (int round = 0; round < 300; round++) {
      StringBuilder wire = new StringBuilder();
      StringBuilder expected = new StringBuilder();
      int words = random.nextInt(200) + 1;
      wire.append('*').append(words).append("\r\n");
      for (int i = 0; i < words; i++) {
        byte[] word = new byte[random.nextInt(random.nextBoolean() ? 20 : 2000)];
        random.nextBytes(word);
        if (i == 0) {
          word = bytes("LPUSH");
        }
        String text = new String(word, ISO_8859_1);
        wire.append('$').append(word.length).append("\r\n").append(text).append("\r\n");
        expected.append(i == 0 ? "" : "|").append(text);
      }
      byte[] bytes = bytes("AUTH\r\n" + wire);
      int cut = random.nextInt(bytes.length);

      assertThat(Transcript.of(ParserLimits.defaults(), bytes, cut))
          .containsExactly("AUTH", expected.toString());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "*x        | ERR Protocol error: invalid multibulk length",
        "*-1       | ERR Protocol error: invalid multibulk length",
        "*         | ERR Protocol error: invalid multibulk length",
        "*01       | ERR Protocol error: invalid multibulk length",
        "*+1       | ERR Protocol error: invalid multibulk length",
        "*1048577  | ERR Protocol error: invalid multibulk length",
        "*99999999999999999999 | ERR Protocol error: invalid multibulk length",
        "*1,:4     | ERR Protocol error: expected '$', got ':'",
        "*1,$x     | ERR Protocol error: invalid bulk length",
        "*1,$-1    | ERR Protocol error: invalid bulk length",
        "*1,$536870913 | ERR Protocol error: invalid bulk length",
        "a \"b     | ERR Protocol error: unbalanced quotes in request",
        "a 'b'c    | ERR Protocol error: unbalanced quotes in request"
      })
  void namesTheProtocolErrorAsRedisDoes(String input, String complaint) {
    byte[] bytes = bytes(input.replace(",", "\r\n") + "\r\n");

    assertThat(Transcript.of(ParserLimits.defaults(), bytes)).containsExactly("-" + complaint);
  }

  @Test
  void refusesAnInlineCommandOver64KiBWithoutKeepingIt() {
    byte[] member = bytes("AUTH\r\n" + "x".repeat(RespParser.MAX_LINE_BYTES + 1));
    assertThat(Transcript.of(ParserLimits.defaults(), member))
        .containsExactly("AUTH", "-ERR Protocol error: too big inline request");
  }

  @Test
  void refusesTooLongAnArgumentNamesTheSettingAndGoesOn() {
    assertThat(Transcript.of(LIMITS, bytes(INPUTS.get(7))))
        .containsExactly(
            "auth|x",
            "-ERR argument of 400 bytes is over the limit of 300 (setting pepper.resp.max-bulk-bytes)",
            "PING");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*1\r\n$41\r\n", "*5\r\n"})
  void appliesTighterLimitsToStrangersAndEndsThem(String input) {
    assertThat(Transcript.of(LIMITS, bytes(input)))
        .singleElement()
        .asString()
        .startsWith("-ERR Protocol error: unauthenticated ")
        .contains("pepper.resp.before-login.max-");
  }

  @Test
  void takesNoMemoryForWhatIsOnlyDeclared() {
    Transcript transcript = new Transcript(ParserLimits.defaults());
    transcript.feed(bytes("AUTH\r\n"));

    transcript.feed(bytes("*60000\r\n$16000000\r\nabc"));

    assertThat(transcript.budget().used()).isZero();
  }

  @Test
  void refusesACommandWhenTheMemoryOfAllConnectionsIsUsedUpAndGoesOn() {
    Transcript transcript =
        new Transcript(ParserLimits.with(Map.of("pepper.resp.buffer-bytes", "1048576")));
    transcript.feed(bytes("AUTH\r\n"));
    transcript.feed(bytes("*2\r\n$5\r\nLPUSH\r\n$2000000\r\n"));

    for (int i = 0; i < 2000; i++) {
      transcript.feed(new byte[1000]);
    }
    transcript.feed(bytes("\r\nPING\r\n"));

    assertThat(transcript.events())
        .hasSize(3)
        .contains("AUTH")
        .contains("PING", org.assertj.core.data.Index.atIndex(2));
    assertThat(transcript.events().get(1)).contains("setting pepper.resp.buffer-bytes");
    assertThat(transcript.budget().used()).isZero();
  }

  @Test
  void stopsAtABoundedBatchHoweverDeepThePipeline() {
    Transcript transcript = new Transcript(ParserLimits.defaults());
    byte[] bytes = bytes("PING\r\n".repeat(5000));
    transcript.parser().feed(bytes, bytes.length);

    assertThat(transcript.parser().next()).isEqualTo(ParseOutcome.BATCH_READY);
    assertThat(transcript.parser().batch()).hasSize(1024);
  }

  @Test
  void holdsNoBytesWhileTheConnectionIsIdle() {
    Transcript transcript = new Transcript(ParserLimits.defaults());
    byte[] burst = bytes("PING\r\n".repeat(10));
    WeakReference<byte[]> reference = new WeakReference<>(burst);
    transcript.parser().feed(burst, burst.length);
    transcript.parser().next();
    transcript.parser().release();
    burst = null;

    await()
        .until(() -> {
          System.gc();
          return reference.get() == null;
        });
    assertThat(transcript.parser().batch()).hasSize(10);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
