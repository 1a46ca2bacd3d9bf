package io.pepper.bench;

import io.pepper.test.RespSocket;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What a bench asks of a redis-server itself. */
final class Redis {
  private Redis() {}

  /** Forgets everything, so that no run pays for the runs before. */
  static void flush(int port) {
    try (RespSocket client = new RespSocket(port)) {
      client.call("FLUSHALL");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
