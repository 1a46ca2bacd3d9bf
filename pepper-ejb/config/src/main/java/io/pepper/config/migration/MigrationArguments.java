package io.pepper.config.migration;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The arguments of {@code ./pepper migrate}.
 *
 * @param source what is migrated: {@code gokeeper} or {@code pepperbus}
 * @param etcd of gokeeper
 * @param domain the only domain of gokeeper that is meant; empty for all
 * @param history how many earlier versions of each domain are meant too
 * @param folder with the ini files of pepperbus
 * @param out the folder that is made
 */
record MigrationArguments(
    String source,
    Optional<URI> etcd,
    Optional<String> domain,
    int history,
    Optional<Path> folder,
    Path out) {
  private static final String USAGE =
      "say migrate gokeeper --etcd URL --out FOLDER [--domain NAME] [--history COUNT],"
          + " or migrate pepperbus FOLDER --out FOLDER";
  private static final int MAX_HISTORY = 10_000;

  /**
   * Parses arguments.
   *
   * @throws MigrationException saying which one is wrong or missing
   */
  static MigrationArguments parse(String... args) {
    if (args.length == 0 || !args[0].equals("gokeeper") && !args[0].equals("pepperbus")) {
      throw new MigrationException(USAGE);
    }
    boolean isKeeper = args[0].equals("gokeeper");
    Map<String, String> options = new TreeMap<>();
    for (int i = 1; i < args.length; i++) {
      String name = args[i].startsWith("--") ? args[i].substring(2) : "folder";
      boolean isKnown =
          switch (name) {
            case "out" -> true;
            case "folder" -> !isKeeper;
            case "etcd", "domain", "history" -> isKeeper;
            default -> false;
          };
      if (!isKnown || options.containsKey(name)) {
        throw new MigrationException("'" + args[i] + "' is one argument too many: " + USAGE);
      }
      if (!name.equals("folder") && ++i == args.length) {
        throw new MigrationException("--" + name + " needs a value: " + USAGE);
      }
      options.put(name, args[i]);
    }
    if (!options.containsKey("out") || !options.containsKey(isKeeper ? "etcd" : "folder")) {
      throw new MigrationException(USAGE);
    }
    return new MigrationArguments(
        args[0],
        Optional.ofNullable(options.get("etcd")).map(MigrationArguments::uri),
        Optional.ofNullable(options.get("domain")),
        history(options.getOrDefault("history", "0")),
        Optional.ofNullable(options.get("folder")).map(MigrationArguments::path),
        path(options.get("out")));
  }

  private static int history(String text) {
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > MAX_HISTORY) {
      throw new MigrationException("--history must be a number from 0 to " + MAX_HISTORY);
    }
    return Integer.parseInt(text);
  }

  private static URI uri(String text) {
    try {
      URI uri = URI.create(text.replaceFirst("/+$", ""));
      if (uri.getHost() != null
          && !text.contains(",")
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Refused below, as what is no address of etcd.
    }
    throw new MigrationException(
        "'" + text + "' is no address of one etcd, such as http://127.0.0.1:2379");
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new MigrationException("'" + text + "' cannot be a folder", e);
    }
  }
}
