package io.pepper.connector.fastcgi.pool;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.connector.fastcgi.FastCgiAddress;
import io.pepper.connector.fastcgi.FastCgiParams;
import io.pepper.connector.fastcgi.FastCgiRequest;
import io.pepper.connector.fastcgi.FastCgiResponse;
import io.pepper.fixtures.PhpFpm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Requests to a php-fpm as Pepper sends them. */
final class PhpJobs {
  static final Duration PLENTY = Duration.ofSeconds(30);

  private PhpJobs() {}

  static FastCgiAddress addressOf(PhpFpm fpm) {
    return new FastCgiAddress(fpm.address());
  }

  static FastCgiRequest post(Path script, String body) {
    return post(script, body.getBytes(UTF_8));
  }

  static FastCgiRequest post(Path script, byte[] body) {
    return new FastCgiRequest(
        FastCgiParams.of(
            Map.of(
                "SCRIPT_FILENAME", script.toString(),
                "REQUEST_METHOD", "POST",
                "CONTENT_TYPE", "application/x-www-form-urlencoded")),
        body);
  }

  static String text(FastCgiResponse response) {
    return new String(response.body(), UTF_8);
  }

  /** Runs the calls at the same time on virtual threads; the first failure fails the test. */
  static <T> List<T> together(int callers, Callable<T> call) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        futures.add(threads.submit(call));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> each : futures) {
        results.add(result(each));
      }
      return results;
    }
  }

  private static <T> T result(Future<T> future) throws Exception {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
