package io.pepper.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.fixtures.GoTool;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Programs that call while Pepper starts: their calls wait, and are not told wrong things. */
class EarlyCallersTest {
  @Test
  void nobodyIsToldThatADomainIsNotThereWhilePepperStarts() throws Exception {
    GoProgram.checkGo();
    try (Pepper pepper = Pepper.embedded().start()) {
      pepper
          .rest()
          .put(
              "/api/v1/config/domains/early/files/test.conf",
              "{\"sections\":{\"DEFAULT\":{\"n\":{\"type\":\"int\",\"value\":\"5\"}}}}")
          .expect2xx();
      pepper.terminate();

      List<AtomicReference<List<String>>> heard = new ArrayList<>();
      List<Thread> callers = new ArrayList<>();
      List<Process> nodes = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        Process node = node(pepper, "n" + i);
        AtomicReference<List<String>> lines = new AtomicReference<>();
        nodes.add(node);
        heard.add(lines);
        callers.add(Thread.ofVirtual().start(() -> lines.set(untilConfig(node))));
      }
      pepper.start();
      for (Thread caller : callers) {
        caller.join();
      }
      nodes.forEach(Process::destroyForcibly);

      assertThat(heard)
          .allSatisfy(lines -> {
            assertThat(lines.get()).noneMatch(line -> line.startsWith("error"));
            assertThat(lines.get()).endsWith("config 1");
          });
    }
  }

  private static Process node(Pepper pepper, String id) throws IOException {
    return new ProcessBuilder(
            GoTool.gorpcNode().toString(),
            "sync",
            "127.0.0.1:" + pepper.gorpcPort(),
            "early",
            id,
            "/test.conf")
        .redirectErrorStream(true)
        .start();
  }

  private static List<String> untilConfig(Process node) {
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader = node.inputReader(UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
        if (line.startsWith("config")) {
          return lines;
        }
      }
    } catch (IOException e) {
      lines.add(e.toString());
    }
    return lines;
  }
}
