package io.pepper.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The client libraries of the matrix, each with the program that drives it. Libraries come from
 * Debian, or in pinned versions from the registry of their language.
 */
enum StockClient {
  PHPREDIS("phpredis.php", "php"),
  PREDIS("predis.php", "php"),
  REDIS_PY("redis_py.py", "/usr/bin/python3", "sync"),
  REDIS_PY_ASYNCIO("redis_py.py", "/usr/bin/python3", "asyncio"),
  REDIS_PY_CACHING("redis_py.py", "/usr/bin/python3", "caching"),
  IOREDIS("ioredis.js", "node"),
  NODE_REDIS("node_redis.js", "node"),
  NODE_REDIS_CACHING("node_redis.js", "node"),
  GO_REDIS("go-redis", "go"),
  RUEIDIS("rueidis", "go"),
  REDIGO("redigo", "go"),
  RADIX("radix", "go"),
  HIREDIS("hiredis.c", "gcc"),
  REDIS_RS("redis_rs", "cargo");

  /** The first redis-py in Debian has no client-side caching. */
  private static final String REDIS_PY_VERSION = "redis==8.1.0";

  /** Far above what a first build takes on a machine with other work. */
  private static final long BUILD_SECONDS = 300;

  private static final Path FOLDER = Path.of("target/matrix").toAbsolutePath();

  private final String program;
  private final String language;
  private final List<String> firstArguments;

  StockClient(String program, String language, String... firstArguments) {
    this.program = program;
    this.language = language;
    this.firstArguments = List.of(firstArguments);
  }

  /** Builds the program, if it must be, and runs it. */
  Script push(int port, String queue, String password) {
    List<String> command = new ArrayList<>(command());
    command.addAll(firstArguments);
    command.addAll(List.of(Integer.toString(port), queue, password, name()));
    if (this == NODE_REDIS_CACHING) {
      command.add("caching");
    }
    return Script.run(FOLDER, command);
  }

  private List<String> command() {
    try {
      return switch (language) {
        case "php" -> List.of("php", resource(program));
        case "node" -> {
          resource("../package.json");
          resource("../package-lock.json");
          String script = resource(program);
          once("node_modules/redis", "npm", "ci", "--no-audit", "--no-fund", "--prefer-offline");
          yield List.of("node", script);
        }
        case "go" -> List.of(GoProgram.built("clients", "go.mod").toString(), program);
        case "gcc" -> List.of(compiled());
        case "cargo" -> List.of(crate());
        default -> python();
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> python() throws IOException {
    String script = resource(program);
    if (this != REDIS_PY_CACHING) {
      return List.of(language, script);
    }
    String libraries = FOLDER.resolve("python").toString();
    once("python/redis", language, "-m", "pip", "install", "-q", "-t", libraries, REDIS_PY_VERSION);
    return List.of("env", "PYTHONPATH=" + libraries, language, script);
  }

  private static String compiled() {
    String source = sources().resolve("c/hiredis.c").toString();
    String target = FOLDER.resolve("hiredis").toString();
    succeed("gcc", "-Wall", "-Werror", "-o", target, source, "-lhiredis");
    return target;
  }

  private static String crate() {
    String manifest = sources().resolve("rust/redis_rs/Cargo.toml").toString();
    String target = FOLDER.resolve("rust").toString();
    succeed(
        "cargo", "build", "-q", "--locked", "--manifest-path", manifest, "--target-dir", target);
    return target + "/debug/redis_rs";
  }

  private static Path sources() {
    return LaunchCommand.root().resolve("pepper-test/src/test");
  }

  private static String resource(String name) throws IOException {
    Files.createDirectories(FOLDER);
    Path file = FOLDER.resolve(Path.of(name).getFileName());
    String text = Resource.text(Path.of("/clients/matrix", name).normalize().toString());
    Files.writeString(file, text);
    return file.toString();
  }

  /** Runs a command unless an earlier run has left what it makes. */
  private static void once(String made, String... command) {
    if (Files.notExists(FOLDER.resolve(made))) {
      succeed(command);
    }
  }

  private static void succeed(String... command) {
    Script run = Script.run(FOLDER, Arrays.asList(command), BUILD_SECONDS);
    if (run.exitCode() != 0) {
      throw new IllegalStateException(String.join(" ", command) + " failed:\n" + run.output());
    }
  }
}
