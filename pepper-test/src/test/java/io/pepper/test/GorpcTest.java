package io.pepper.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.fixtures.GoTool;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** gorpc in the running product, by a program in Go that has Go's own gobs. */
@ExtendWith(SharedPepper.class)
class GorpcTest {
  private final Pepper pepper;

  GorpcTest(Pepper pepper) {
    this.pepper = pepper;
  }

  private Process node(String... arguments) throws IOException {
    GoProgram.checkGo();
    String server = "127.0.0.1:" + pepper.gorpcPort();
    String[] command = new String[arguments.length + 2];
    command[0] = GoTool.gorpcNode().toString();
    command[1] = arguments[0];
    command[2] = server;
    System.arraycopy(arguments, 1, command, 3, arguments.length - 1);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  @Test
  void callsAreAnswered() throws Exception {
    Process node = node("calls");
    assertThat(node.inputReader(UTF_8).lines())
        .startsWith("pong true", "unknown 400 1", "acknowledged 256 true");
    assertThat(node.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aNodeOfADomainThatIsNotThereHearsSo() throws Exception {
    Process node = node("sync", "no-such-domain", "n1:80", "/test.conf");
    try (var lines = node.inputReader(UTF_8)) {
      assertThat(lines.readLine())
          .isEqualTo("error code: 500 type: 2 reason: domain no-such-domain not found");
    } finally {
      node.destroyForcibly();
    }
  }

  @Test
  void aNodeHasItsValuesAndHearsOfChanges() throws Exception {
    String file = "/api/v1/config/domains/gorpc/files/test.conf";
    publish(file, "PUT", "{'sections':{'DEFAULT':{'n':{'type':'int','value':'5'}}}}");
    Process node = node("sync", "gorpc", "n1:80", "/test.conf");
    try (var lines = node.inputReader(UTF_8)) {
      assertThat(lines.readLine()).isEqualTo("config 1");
      assertThat(lines.readLine()).isEqualTo("Test.n int \"5\" int=5");
      assertThat(lines.readLine()).isEqualTo("end");

      publish(file, "PATCH", "{'changes':[{'section':'DEFAULT','key':'n','value':'0'}]}");

      assertThat(lines.readLine()).isEqualTo("config 2");
      assertThat(lines.readLine()).isEqualTo("Test.n int \"0\" int=0");
    } finally {
      node.destroyForcibly();
    }
  }

  private void publish(String path, String method, String json) {
    pepper.rest().call(method, path, json.replace('\'', '"')).expect2xx();
  }
}
