package io.pepper.bench.peers.push;

import io.pepper.bench.FastCgiLoop;
import io.pepper.bench.PushBench;
import io.pepper.bench.peers.measure.LoadGenerator;
import io.pepper.bench.peers.measure.Measurement;
import io.pepper.bench.peers.measure.ProcessTimes;
import io.pepper.bench.peers.measure.Side;
import io.pepper.bench.peers.measure.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collections;

/** The same script called over kept connections as fast as it goes: nothing stored or decided. */
public final class BareFastCgi implements Side {
  private final FpmConsumer fpm = new FpmConsumer();

  @Override
  public String name() {
    return "a bare FastCGI loop, no queue";
  }

  @Override
  public void start() {
    fpm.start();
  }

  /** One F is in each answer: that of UTF-8 in its content type. */
  @Override
  public Measurement measure(Duration time) {
    FastCgiLoop loop = new FastCgiLoop(fpm.address(), fpm.script());
    byte[] request = loop.request(PushBench.FORM);
    check(loop, request);
    Wire wire = Wire.of("", 0, request, 1, 'F');
    int port = Integer.parseInt(fpm.address().replaceFirst(".*:", ""));
    LoadGenerator generator =
        new LoadGenerator(port, Collections.nCopies(FpmConsumer.CHILDREN, wire));
    return Measurement.of(fpm.addTo(new ProcessTimes()), () -> generator.run(time));
  }

  private static void check(FastCgiLoop loop, byte[] request) {
    try (FastCgiLoop.Connection connection = loop.connect()) {
      String answer = connection.exchange(request);
      if (!answer.contains("Code: 200") || answer.chars().filter(c -> c == 'F').count() != 1) {
        throw new IllegalStateException("the script answered " + answer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    fpm.close();
  }
}
