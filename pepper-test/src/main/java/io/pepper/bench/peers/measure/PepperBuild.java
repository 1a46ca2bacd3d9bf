package io.pepper.bench.peers.measure;

import io.pepper.test.LaunchCommand;
import io.pepper.test.Pepper;
import java.nio.file.Path;

/**
 * A build of Pepper that is measured: this one, or an earlier one beside it.
 *
 * @param name in the table
 * @param root of its clone
 */
public record PepperBuild(String name, Path root) {
  public static PepperBuild current() {
    return new PepperBuild("Pepper", LaunchCommand.root());
  }

  public static PepperBuild baseline(Path root) {
    return new PepperBuild("Pepper of the baseline", root);
  }

  /** Has that Pepper come from this build. */
  public Pepper on(Pepper pepper) {
    return pepper.builtIn(root);
  }
}
