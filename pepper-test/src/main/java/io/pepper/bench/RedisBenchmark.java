package io.pepper.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * redis-benchmark with 50 connections and the command LPUSH.
 *
 * @param pipeline commands in flight on each connection
 * @param payloadBytes size of each job
 * @param requests in one run
 */
record RedisBenchmark(int pipeline, int payloadBytes, int requests) {
  private static final String CONNECTIONS = "50";
  private static final Pattern RATE = Pattern.compile("([0-9.]+) requests per second");

  /**
   * @param login options that log in, may be empty
   * @return requests per second
   */
  double run(int port, String key, List<String> login) {
    List<String> command = new ArrayList<>(List.of("redis-benchmark", "-h", "127.0.0.1"));
    command.addAll(List.of("-p", Integer.toString(port), "-c", CONNECTIONS, "-q"));
    command.addAll(List.of("-P", Integer.toString(pipeline), "-n", Integer.toString(requests)));
    command.addAll(login);
    command.addAll(List.of("LPUSH", key, "x".repeat(payloadBytes)));
    String output = output(command);
    Matcher rate = RATE.matcher(output);
    double last = -1;
    while (rate.find()) {
      last = Double.parseDouble(rate.group(1));
    }
    if (last < 0 || output.contains("Error from server")) {
      throw new IllegalStateException("redis-benchmark on port " + port + " said: " + output);
    }
    return last;
  }

  private static String output(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("is redis-benchmark (package redis-tools) installed?", e);
    }
  }
}
