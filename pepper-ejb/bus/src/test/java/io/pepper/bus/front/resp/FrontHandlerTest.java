package io.pepper.bus.front.resp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.connector.resp.RespCommand;
import io.pepper.connector.resp.RespReplies;
import io.pepper.connector.resp.RespSession;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FrontHandlerTest {
  private final List<String> written = new ArrayList<>();

  @Test
  void aCommandThatFailsAbnormallyLeavesTheAnswersBesideItAlone() {
    FrontHandler handler = new FrontHandler();
    handler.executor = new CommandExecutor();
    handler.table =
        new CommandTable(
            Map.of(
                "GOOD", new RegisteredCommand(spec(Good.class), new Good()),
                "BAD", new RegisteredCommand(spec(Bad.class), new Bad())));

    handler.handle(session(), List.of(command("GOOD"), command("BAD"), command("GOOD")), replies());

    assertThat(written)
        .containsExactly(
            "simple OK",
            "error ERR internal error, see the server's log for connection 7",
            "simple OK");
  }

  @CommandSpec(name = "GOOD", login = false, summary = "Succeeds")
  private static final class Good implements Command {
    @Override
    public CommandReply execute(ClientState client, RespCommand command) {
      return CommandReply.OK;
    }
  }

  @CommandSpec(name = "BAD", login = false, summary = "Has a defect")
  private static final class Bad implements Command {
    @Override
    public CommandReply execute(ClientState client, RespCommand command) {
      throw new IllegalStateException("a defect");
    }
  }

  private static CommandSpec spec(Class<? extends Command> command) {
    return command.getAnnotation(CommandSpec.class);
  }

  private static RespCommand command(String name) {
    return new RespCommand(name.getBytes(UTF_8));
  }

  private static RespSession session() {
    return proxy(RespSession.class, (method, argument) -> method.equals("id") ? 7L : null);
  }

  private RespReplies replies() {
    return proxy(
        RespReplies.class,
        (method, argument) -> {
          written.add(method + " " + argument);
          return null;
        });
  }

  private interface Call {
    Object answer(String method, Object argument);
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                call.answer(method.getName(), arguments == null ? null : arguments[0])));
  }
}
