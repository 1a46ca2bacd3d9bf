package io.pepper.connector.gorpc.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.connector.gorpc.GorpcCall;
import io.pepper.connector.gorpc.GorpcException;
import io.pepper.connector.gorpc.GorpcMethod;
import io.pepper.fixtures.GoTool;
import io.pepper.gob.GobInterface;
import io.pepper.gob.GobString;
import io.pepper.gob.GobStruct;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A Go program that frames its calls as gorpc does, and encodes them with Go's own package. */
class GoClientTest {
  private static final int TOGETHER = 60;

  private final List<GorpcCall> waiting = new ArrayList<>();

  /** Answers in reverse order, when so many calls wait; one kind of call fails. */
  private synchronized void serve(GorpcCall call) {
    GobStruct event = (GobStruct) call.argument();
    GobInterface data = (GobInterface) event.find("Data").orElseThrow();
    if (data.value().equals(new GobString("fail"))) {
      throw new GorpcException("domain d not found");
    }
    if (data.value().equals(new GobString("nothing"))) {
      call.answer(SyncTypes.event(0, GobInterface.NIL));
      return;
    }
    waiting.add(call);
    if (waiting.size() == TOGETHER) {
      Collections.reverse(waiting);
      waiting.forEach(each -> each.answer(echo((GobStruct) each.argument())));
    }
  }

  private static io.pepper.gob.write.GobMessage echo(GobStruct event) {
    return SyncTypes.event(
        event.integer("EventType"), event.find("Data", GobInterface.class).orElseThrow());
  }

  @Test
  void goClientsAreServed() throws Exception {
    GorpcMethod method = this::serve;
    try (TestGorpcServer server = TestGorpcServer.serving(method)) {
      Process client =
          new ProcessBuilder(GoTool.gorpcNode().toString(), "calls", "127.0.0.1:" + server.port())
              .redirectErrorStream(true)
              .start();
      assertThat(client.inputReader(UTF_8).lines())
          .containsExactly(
              "pong true",
              "unknown 400 1",
              "acknowledged 256 true",
              "same 60",
              "failed code: 500 type: 2 reason: domain d not found");
    }
  }
}
