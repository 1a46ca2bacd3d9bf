package io.pepper.bench.peers.measure;

import io.pepper.test.RespSocket;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Single calls of a server that speaks RESP. */
public final class Resp {
  private Resp() {}

  /** Returns a whole number that the server replies with. */
  public static long number(int port, String... command) {
    try (RespSocket client = new RespSocket(port)) {
      return number(client.call(command));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Forgets everything, so that no round pays for those before. */
  public static void flush(int port) {
    try (RespSocket client = new RespSocket(port)) {
      client.call("FLUSHALL");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static long number(String reply) {
    if (!reply.startsWith(":")) {
      throw new IllegalStateException("answered with " + reply.strip());
    }
    return Long.parseLong(reply.substring(1).strip());
  }
}
