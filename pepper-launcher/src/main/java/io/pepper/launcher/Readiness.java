package io.pepper.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The end of the start: each port answers in its own protocol. */
record Readiness(Settings settings) {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long PAUSE_MS = 20;

  /**
   * Waits until every port answers.
   *
   * @throws StartFailure if one stays silent for a minute, or the application says why it will not
   *     serve
   */
  void await() throws InterruptedException {
    for (ServedPort port : ServedPort.of(settings)) {
      await(port);
    }
  }

  private void await(ServedPort served) throws InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    int port = settings.port(served.setting());
    while (!answers(port, served.question(), served.answer())) {
      String failure = System.getProperty(Server.FAILURE);
      if (failure != null) {
        throw new StartFailure(failure);
      }
      if (System.nanoTime() > end) {
        throw new StartFailure(
            "port " + port + " (" + served.setting() + ") does not answer; see the log");
      }
      Thread.sleep(PAUSE_MS);
    }
  }

  private boolean answers(int port, String question, String answer) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(reachable(), port), 1_000);
      if (question.isEmpty()) {
        return true;
      }
      socket.setSoTimeout(2_000);
      socket.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      byte[] start = in.readNBytes(Math.max(1, answer.length()));
      return start.length > 0 && new String(start, StandardCharsets.US_ASCII).startsWith(answer);
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Returns the address of the settings, or loopback where that is "every address". */
  private InetAddress reachable() throws IOException {
    InetAddress bound = InetAddress.getByName(settings.bind());
    return bound.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bound;
  }
}
