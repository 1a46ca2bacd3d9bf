package io.pepper.bench.peers.discovery;

import io.pepper.bench.OriginalRegistrar;
import io.pepper.bench.PepperRegistrar;
import io.pepper.bench.Registrar;
import io.pepper.bench.peers.measure.PeerUnavailableException;
import io.pepper.bench.peers.measure.PepperBuild;
import io.pepper.test.Pepper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/**
 * A registry that can be started again and again.
 *
 * @param name in the table
 * @param start starts one, with nothing in it
 */
public record Registry(String name, Supplier<Registrar> start) {
  /** Returns Pepper's, with everything embedded. */
  public static Registry of(PepperBuild build) {
    return new Registry(
        build.name(), () -> new PepperRegistrar(build.name(), build.on(Pepper.embedded())));
  }

  /** Returns the Go program whose clients both serve. */
  public static Registry original() {
    return new Registry("bilibili/discovery 1.2.0", Registry::startOriginal);
  }

  private static Registrar startOriginal() {
    try {
      return OriginalRegistrar.build()
          .orElseThrow(() ->
              new PeerUnavailableException(
                  "it cannot be built: Go (apt-get install golang-go) or a module is missing"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
