package io.pepper.bench;

import io.pepper.test.LaunchCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Gobs beside Go's own, in turns: a configuration of 1,000 keys, encoded from records and decoded
 * into values, on a stream that has its types already. Processor time of the whole process, with
 * what its compiler and its collector take.
 */
final class GobBench {
  private static final int ROUNDS = 5;
  private static final int WARMUP_ROUNDS = 3;
  private static final int SECONDS = 2;
  private static final double NANOS_PER_MICRO = 1000;

  private final Path program = LaunchCommand.root().resolve("target/bench/gob");

  /**
   * @throws IOException if Go is missing, or its program fails
   */
  Report run() throws IOException {
    BenchPrograms.succeed(
        List.of("go", "build", "-o", program.toString(), "."),
        LaunchCommand.root().resolve("pepper-test/src/main/go/gob"));
    GobFile file = new GobFile();
    Samples encoded = new Samples();
    Samples decoded = new Samples();
    Samples encodedByGo = new Samples();
    Samples decodedByGo = new Samples();
    for (int round = -WARMUP_ROUNDS; round < ROUNDS; round++) {
      double encode = micros(file::encode);
      double decode = micros(file::decode);
      if (round >= 0) {
        encoded.add(encode);
        decoded.add(decode);
        String output =
            BenchPrograms.succeed(
                List.of(program.toString(), Integer.toString(SECONDS)), LaunchCommand.root());
        encodedByGo.add(figure(output, "encode "));
        decodedByGo.add(figure(output, "decode "));
      }
    }
    Report report =
        new Report("gob", "gob: 1,000 keys beside Go's own package", "µs of CPU", "ratio");
    report.ratio("encode", encoded, encodedByGo);
    report.ratio("decode", decoded, decodedByGo);
    return report;
  }

  private static double micros(Runnable work) {
    long end = System.nanoTime() + SECONDS * 1_000_000_000L;
    long start = processor();
    int count = 0;
    while (System.nanoTime() - end < 0) {
      work.run();
      count++;
    }
    return (processor() - start) / NANOS_PER_MICRO / count;
  }

  private static long processor() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
  }

  private static double figure(String output, String name) {
    return output
            .lines()
            .filter(line -> line.startsWith(name))
            .mapToLong(line -> Long.parseLong(line.substring(name.length())))
            .findFirst()
            .orElseThrow()
        / NANOS_PER_MICRO;
  }
}
