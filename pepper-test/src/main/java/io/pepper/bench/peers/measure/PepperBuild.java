package io.pepper.bench.peers.measure;

import io.pepper.test.LaunchCommand;
import io.pepper.test.Pepper;
import java.nio.file.Path;
import java.util.List;

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
    return new PepperBuild("Pepper " + version(root), root);
  }

  /** Returns the commit that it was built from, or its folder where that is no clone. */
  public String version() {
    return version(root);
  }

  private static String version(Path root) {
    String commit =
        PeerPrograms.output(List.of("git", "-C", root.toString(), "rev-parse", "--short", "HEAD"));
    return commit.matches("[0-9a-f]+\\s*") ? commit.strip() : root.getFileName().toString();
  }

  /** Has that Pepper come from this build. */
  public Pepper on(Pepper pepper) {
    return pepper.builtIn(root);
  }
}
