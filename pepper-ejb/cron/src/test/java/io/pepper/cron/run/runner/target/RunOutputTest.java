package io.pepper.cron.run.target;

import static io.pepper.cron.run.target.RunFixture.sh;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.cron.run.RunId;
import io.pepper.cron.run.RunState;
import io.pepper.cron.run.output.OutputFiles;
import io.pepper.cron.run.output.OutputFiles.Limits;
import io.pepper.cron.run.output.OutputPart;
import io.pepper.cron.run.output.ReadableOutput;
import io.pepper.cron.run.output.RunOutput;
import io.pepper.cron.run.target.RunFixture.FinishedRun;
import io.pepper.cron.run.target.RunFixture.StartedRun;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunOutputTest {
  private static final RunId ID = new RunId("0a.1");
  private static final int HEAD = 16 * 1024;
  private static final int TAIL = 48 * 1024;
  private static final int WHOLE = HEAD + TAIL;

  @TempDir Path data;
  private OutputFiles files;
  private RunOutput output;

  @BeforeEach
  void open() {
    files =
        new OutputFiles(
            data.resolve("output"),
            new Limits(1 << 20, 1 << 30, 100, Duration.ofDays(1)),
            Clock.systemUTC());
    output = files.open(ID);
  }

  @RepeatedTest(20)
  void excerptAndFileAreWhatAPlainBufferWouldHold() {
    Random random = new Random();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    int size = random.nextInt(3 * WHOLE);
    while (all.size() < size) {
      byte[] part = ascii(random, 1 + random.nextInt(random.nextBoolean() ? 100 : WHOLE));
      int offset = random.nextInt(part.length);
      output.append(part, offset, part.length - offset);
      all.write(part, offset, part.length - offset);
    }
    byte[] expected = all.toByteArray();

    assertThat(output.total()).isEqualTo(expected.length);
    assertThat(output.excerpt()).isEqualTo(excerpt(expected));
    assertThat(readAll(output)).isEqualTo(expected);
    output.close();
    assertThat(output.excerpt()).isEqualTo(excerpt(expected));
    assertThat(readAll(output)).isEqualTo(expected);
  }

  @Test
  void cutsNoCharacterInTwo() {
    String text = "x" + "中".repeat(WHOLE);
    output.append(text);

    String excerpt = output.excerpt();

    assertThat(excerpt).doesNotContain("\ufffd").startsWith("x中").endsWith("中");
    String missing = excerpt.replaceAll("(?s).*\n… (\\d+) bytes left out …\n.*", "$1");
    String kept = excerpt.replaceAll("\n… \\d+ bytes left out …\n", "");
    assertThat(kept.getBytes(UTF_8).length + Long.parseLong(missing))
        .isEqualTo(text.getBytes(UTF_8).length);
  }

  @Test
  void partsOfTextJoinToTheWholeWhereverTheyAreCut() {
    String text = "aß中𝄞".repeat(100);
    output.append(text);
    for (int max = 1; max < 20; max++) {
      StringBuilder joined = new StringBuilder();
      long at = 0;
      while (at < output.length()) {
        OutputPart part = output.part(at, Math.max(4, max));
        joined.append(part.text());
        assertThat(part.next()).isGreaterThan(at);
        at = part.next();
      }
      assertThat(joined).hasToString(text);
    }
    assertThat(output.part(output.length(), 100)).isEqualTo(new OutputPart("", output.length()));
    assertThat(output.part(output.length() + 7, 100).text()).isEmpty();
  }

  @Test
  void keepsNoMoreThanItsLimitAndSaysSo() throws Exception {
    byte[] part = ascii(new Random(), 100_000);
    for (int i = 0; i < 20; i++) {
      output.append(part, 0, part.length);
    }
    output.close();

    String kept = Files.readString(data.resolve("output/0a.1"));
    assertThat(kept).hasSizeBetween(1 << 20, (1 << 20) + 100);
    assertThat(kept).endsWith("\n… the rest was left out: only 1048576 bytes of a run are kept\n");
    assertThat(output.total()).isEqualTo(2_000_000);
    assertThat(output.excerpt()).contains("… " + (2_000_000 - WHOLE) + " bytes left out …");
  }

  @Test
  void goesOnInMemoryWhenTheDiskTakesNothing() throws Exception {
    Files.createDirectories(data.resolve("output/0a.1/in the way"));
    byte[] part = ascii(new Random(), 2 * WHOLE);

    output.append(part, 0, part.length);
    output.close();

    assertThat(output.excerpt()).isEqualTo(excerpt(part));
    assertThat(output.read(0, 10)).isEmpty();
  }

  @Test
  void takesNothingAfterItsEnd() {
    output.append("a");
    output.close();
    output.append("b");

    assertThat(output.excerpt()).isEqualTo("a");
  }

  @Test
  void canBeReadWhileTheCommandStillPrints() throws Exception {
    try (RunFixture cron = new RunFixture(data.resolve("node"), null)) {
      new ProcessBuilder("mkfifo", data + "/go").start().waitFor();
      StartedRun going = cron.going(sh("echo one; read x < %s/go; echo two".formatted(data)));
      ReadableOutput live = cron.outputs.find(going.attempt.id()).orElseThrow();
      await().until(() -> live.length() == 4);
      OutputPart first = live.part(0, 1000);
      Files.writeString(data.resolve("go"), "go\n");
      going.ending.get(10, TimeUnit.SECONDS);

      assertThat(first).isEqualTo(new OutputPart("one\n", 4));
      assertThat(live.part(first.next(), 1000)).isEqualTo(new OutputPart("two\n", 8));
    }
  }

  @Test
  void aFloodCostsNoMemoryAndNoMoreDiskThanItsLimit() {
    try (RunFixture cron = new RunFixture(data.resolve("node"), null)) {
      String name = "0123456789abcdef".repeat(8);
      long before = used();

      FinishedRun ran = cron.run(sh("yes " + name + " | head -c 1500000000"));

      assertThat(ran.ending().state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(ran.output().total()).isEqualTo(1_500_000_000L);
      assertThat(used() - before).isLessThan(20 << 20);
      assertThat(ran.text().length()).isLessThan(WHOLE + 100);
      assertThat(ran.output().length()).isBetween(10L << 20, (10L << 20) + 100);
      assertThat(cron.outputs.find(ran.attempt().id()).orElseThrow().length())
          .isEqualTo(ran.output().length());
    }
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static byte[] ascii(Random random, int length) {
    byte[] text = new byte[length];
    for (int i = 0; i < length; i++) {
      text[i] = (byte) ('a' + random.nextInt(26));
    }
    return text;
  }

  private static String excerpt(byte[] all) {
    if (all.length <= WHOLE) {
      return new String(all, UTF_8);
    }
    return new String(all, 0, HEAD, UTF_8)
        + "\n… "
        + (all.length - WHOLE)
        + " bytes left out …\n"
        + new String(all, all.length - TAIL, TAIL, UTF_8);
  }

  private static byte[] readAll(ReadableOutput output) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part = output.read(0, 10_000);
        part.length > 0;
        part = output.read(all.size(), 10_000)) {
      all.writeBytes(part);
    }
    return Arrays.copyOf(all.toByteArray(), all.size());
  }
}
