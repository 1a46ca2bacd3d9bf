package io.pepper.bus.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The search for php-fpm on this machine: in its configuration, in the usual folders of sockets,
 * among the unix sockets that are open, and at its usual port. Reads files only.
 *
 * @param root the root of the file system
 */
public record PoolSearch(Path root) {
  /** The most pools that are of use to a person. */
  static final int MAX_POOLS = 30;

  private static final List<String> CONFIGURATIONS =
      List.of("etc/php-fpm.d", "usr/local/etc/php-fpm.d", "etc/php/php-fpm.d");
  private static final List<String> SOCKET_FOLDERS =
      List.of("run/php", "run/php-fpm", "var/run/php-fpm");

  /** A line of /proc/net/unix of a socket that accepts connections. */
  private static final Pattern OPEN_SOCKET =
      Pattern.compile("[0-9a-f]+: \\S+ \\S+ 00010000 0001 \\S+ +\\d+ (/\\S*)");

  private static final Pattern NAME = Pattern.compile("[^/]*(?:php|fpm)[^/]*");

  /** Returns the pools found, those of the configuration first, at most {@value #MAX_POOLS}. */
  public List<PoolAddress> find() {
    Map<String, PoolAddress> found = new LinkedHashMap<>();
    configurations()
        .forEach(file ->
            new PoolFile(file).pools().forEach(pool -> found.putIfAbsent(pool.address(), pool)));
    sockets().forEach(path -> addGuess(found, PoolAddress.UNIX + path, true));
    addGuess(found, "127.0.0.1:9000", false);
    return found.values().stream().limit(MAX_POOLS).toList();
  }

  private static void addGuess(Map<String, PoolAddress> to, String address, boolean known) {
    to.putIfAbsent(address, new PoolAddress(address, "", OptionalInt.empty(), known));
  }

  private List<Path> configurations() {
    List<Path> files = new ArrayList<>();
    for (Path version : list(root.resolve("etc/php"), "*")) {
      files.addAll(list(version.resolve("fpm/pool.d"), "*.conf"));
    }
    for (String folder : CONFIGURATIONS) {
      files.addAll(list(root.resolve(folder), "*.conf"));
    }
    return files;
  }

  private Collection<String> sockets() {
    List<String> paths = new ArrayList<>();
    for (String folder : SOCKET_FOLDERS) {
      list(root.resolve(folder), "*.sock")
          .forEach(socket -> paths.add("/" + folder + "/" + socket.getFileName()));
    }
    try (var lines = Files.lines(root.resolve("proc/net/unix"))) {
      lines
          .map(OPEN_SOCKET::matcher)
          .filter(Matcher::matches)
          .map(line -> line.group(1))
          .filter(path -> NAME.matcher(Path.of(path).getFileName().toString()).matches())
          .forEach(paths::add);
    } catch (IOException | RuntimeException noProc) {
      // Edge: not Linux, or lines that are not as described; the folders have been searched.
      return paths;
    }
    return paths;
  }

  private static List<Path> list(Path folder, String names) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, names)) {
      all.forEach(entries::add);
    } catch (IOException missing) {
      return List.of();
    }
    entries.sort(null);
    return entries;
  }
}
