package io.pepper.cron.run.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.cron.run.RunId;
import io.pepper.cron.run.output.OutputFiles.Limits;
import io.pepper.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFilesTest {
  private static final int LARGE = 100_000;

  @TempDir Path folder;
  private Instant now = Instant.now();
  private Limits limits = new Limits(1 << 20, 1 << 30, 100, Duration.ofDays(7));

  @Test
  void findsTheOutputOfARunThatGoesOnAndOfOneThatEnded() {
    OutputFiles files = open();
    RunOutput output = files.open(id(1));
    output.append("a".repeat(LARGE));
    assertThat(files.find(id(1))).containsSame(output);

    output.close();

    ReadableOutput kept = files.find(id(1)).orElseThrow();
    assertThat(kept.length()).isEqualTo(LARGE);
    assertThat(new String(kept.read(LARGE - 5, 100), UTF_8)).isEqualTo("aaaaa");
    assertThat(files.find(id(2))).isEmpty();
  }

  @Test
  void keepsNoFileOfWhatTheExcerptHolds() throws IOException {
    OutputFiles files = open();
    RunOutput output = files.open(id(1));
    output.append("short");
    assertThat(names()).containsExactly(id(1).value());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("1.1"))))
        .isEqualTo("rw-------");

    output.close();

    assertThat(names()).isEmpty();
    assertThat(files.find(id(1))).isEmpty();
    assertThat(output.excerpt()).isEqualTo("short");
  }

  @Test
  void hasThemAgainAfterARestartAlsoTheUnfinishedOnes() {
    OutputFiles before = open();
    print(before, 1);
    before.open(id(2)).append("cut off by kill -9");

    OutputFiles after = open();

    assertThat(after.find(id(1)).orElseThrow().length()).isEqualTo(LARGE);
    assertThat(after.find(id(2)).orElseThrow().part(0, 100).text()).isEqualTo("cut off by kill -9");
  }

  @Test
  void deletesTheOldestWhenTheyAreTooManyOrTooLarge() throws IOException {
    limits = new Limits(1 << 20, 1 << 30, 3, Duration.ofDays(7));
    OutputFiles files = open();
    for (int i = 1; i <= 5; i++) {
      print(files, i);
    }
    assertThat(names()).containsExactly("3.1", "4.1", "5.1");
    assertThat(files.find(id(2))).isEmpty();

    limits = new Limits(1 << 20, 2 * LARGE, 3, Duration.ofDays(7));
    files = open();
    assertThat(names()).containsExactly("4.1", "5.1");
    print(files, 6);
    assertThat(names()).containsExactly("5.1", "6.1");
  }

  @Test
  void deletesWhatIsTooOld() throws IOException {
    OutputFiles files = open();
    print(files, 1);
    now = now.plus(Duration.ofDays(6));
    print(files, 2);
    now = now.plus(Duration.ofDays(2));

    files.deleteExcess();

    assertThat(names()).containsExactly("2.1");
  }

  @Test
  void leavesAloneWhatIsNotARunsOutput() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("README"), "mine");
    Files.createDirectory(folder.resolve("7.1"));
    limits = new Limits(1 << 20, 0, 1, Duration.ZERO);

    print(open(), 1);

    assertThat(names()).containsExactly("7.1", "README");
  }

  @Test
  void isLimitedBySettings() {
    assertThat(Limits.of(Settings.of(Map.of()))).isEqualTo(Limits.DEFAULT);
    assertThat(
            Limits.of(
                Settings.of(
                    Map.of(
                        "pepper.cron.output.max-bytes", "1MiB",
                        "pepper.cron.output.total-bytes", "2GiB",
                        "pepper.cron.output.files", "5",
                        "pepper.cron.output.age", "2h"))))
        .isEqualTo(new Limits(1 << 20, 2L << 30, 5, Duration.ofHours(2)));
  }

  /** Shows {@link #now}. */
  private final class Hand extends Clock {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  private OutputFiles open() {
    return new OutputFiles(folder, limits, new Hand());
  }

  private static void print(OutputFiles files, int id) {
    RunOutput output = files.open(id(id));
    output.append("a".repeat(LARGE));
    output.close();
  }

  private static RunId id(int number) {
    return new RunId(number + ".1");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
