package io.pepper.store.redis;

import io.pepper.store.StoreUnavailableException;
import io.pepper.store.redis.connection.RedisCalls;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The durability of a Redis by its settings, with warnings of those that lose jobs. */
final class Durability {
  private static final System.Logger LOG = System.getLogger(Durability.class.getName());
  private static final Pattern VERSION = Pattern.compile("redis_version:([^\\r\\n]+)");

  private Durability() {}

  /** Describes version, persistence and eviction for operators; logs the warnings. */
  static String of(RedisCalls calls, String address) {
    return version(calls) + persistence(calls, address);
  }

  private static String version(RedisCalls calls) {
    try {
      Matcher found = VERSION.matcher(calls.call(redis -> redis.info("server")));
      return found.find() ? "version " + found.group(1) + ", " : "";
    } catch (StoreUnavailableException e) {
      return "";
    }
  }

  private static String persistence(RedisCalls calls, String address) {
    Map<String, String> config;
    try {
      config =
          calls.call(redis ->
              redis.configGet("append*", "save", "maxmemory-policy").toCompletableFuture());
    } catch (StoreUnavailableException e) {
      LOG.log(System.Logger.Level.WARNING, "Redis at {0} does not say how durable it is", address);
      return "durability unknown (CONFIG GET is refused)";
    }
    warn(config, address);
    return describe(config);
  }

  private static String describe(Map<String, String> config) {
    String kept =
        "yes".equals(config.get("appendonly"))
            ? "append-only file, fsync " + config.getOrDefault("appendfsync", "unknown")
            : saves(config) ? "snapshots only (save " + config.get("save") + ")" : "memory only";
    return kept + ", eviction " + config.getOrDefault("maxmemory-policy", "unknown");
  }

  private static void warn(Map<String, String> config, String address) {
    if (!"yes".equals(config.getOrDefault("appendonly", "yes"))) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Redis at {0} has no append-only file: it forgets acknowledged jobs when it crashes."
              + " Set appendonly yes.",
          address);
    }
    if (!"noeviction".equals(config.getOrDefault("maxmemory-policy", "noeviction"))) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Redis at {0} may evict jobs when its memory is full. Set maxmemory-policy noeviction.",
          address);
    }
  }

  private static boolean saves(Map<String, String> config) {
    return !config.getOrDefault("save", "").isBlank();
  }
}
