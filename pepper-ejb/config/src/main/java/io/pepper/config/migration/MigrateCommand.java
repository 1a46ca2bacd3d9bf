package io.pepper.config.migration;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * The program of {@code ./pepper migrate}. Exits with 1 and one line when it cannot be done, and
 * with 1 when something had to be left out.
 */
public final class MigrateCommand {
  private MigrateCommand() {}

  public static void main(String[] args) {
    try {
      MigrationArguments arguments = MigrationArguments.parse(args);
      int leftOut =
          run(
              arguments,
              Optional.ofNullable(System.getenv("ETCDCTL_USER")),
              MigrateCommand::report);
      if (leftOut > 0) {
        throw new MigrationException(
            leftOut + " things were left out, see above; all others are in " + arguments.out());
      }
      System.out.println("pepper: what would change: ./pepper diff " + arguments.out());
    } catch (MigrationException e) {
      System.err.println("pepper: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void report(String line) {
    System.out.println("pepper: " + line);
  }

  /**
   * Makes the folder.
   *
   * @param login for etcd, {@code user:password}
   * @param lines gets what was done
   * @return how many things were left out
   */
  static int run(MigrationArguments arguments, Optional<String> login, Consumer<String> lines) {
    OutputFolder out = new OutputFolder(arguments.out(), lines);
    if (arguments.etcd().isEmpty()) {
      return new PepperbusMigration(arguments.folder().orElseThrow(), out).run();
    }
    try (EtcdReader etcd = new EtcdReader(arguments.etcd().get(), login)) {
      return new KeeperMigration(new KeeperTree(etcd), out)
          .run(arguments.domain(), arguments.history());
    }
  }
}
