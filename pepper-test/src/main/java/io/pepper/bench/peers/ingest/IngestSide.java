package io.pepper.bench.peers.ingest;

import io.pepper.bench.peers.measure.Load;
import io.pepper.bench.peers.measure.LoadGenerator;
import io.pepper.bench.peers.measure.Measurement;
import io.pepper.bench.peers.measure.Side;
import java.time.Duration;
import java.util.stream.IntStream;

/**
 * Jobs of 100 bytes over 50 connections; each acknowledged one must lie in the server afterwards.
 *
 * @param target what accepts them
 * @param pipeline jobs under way on each connection
 */
public record IngestSide(IngestTarget target, int pipeline) implements Side {
  static final String PAYLOAD = "x".repeat(100);
  private static final int CONNECTIONS = 50;

  @Override
  public String name() {
    return target.name();
  }

  @Override
  public void start() {
    target.start();
  }

  @Override
  public Measurement measure(Duration time) {
    target.clear();
    long before = target.stored();
    LoadGenerator generator =
        new LoadGenerator(
            target.port(),
            IntStream.range(0, CONNECTIONS).mapToObj(i -> target.wire(i, pipeline)).toList());
    long[] acknowledged = new long[1];
    Measurement measured =
        Measurement.of(
            target.processes(),
            () -> {
              Load load = generator.run(time);
              acknowledged[0] = load.operations();
              return load;
            });
    long stored = target.stored() - before;
    if (stored != acknowledged[0]) {
      throw new IllegalStateException(
          "%s acknowledged %,d jobs and stored %,d".formatted(name(), acknowledged[0], stored));
    }
    return measured;
  }

  @Override
  public void close() {
    target.close();
  }
}
