package io.pepper.bus.front.resp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.connector.resp.RespCommand;
import io.pepper.connector.resp.RespReplies;
import io.pepper.connector.resp.RespSession;
import io.pepper.connector.resp.StartedBatch;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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

  @Test
  void startsABatchAtOnceOnlyIfNoneOfItsCommandsMayWait() {
    FrontHandler handler = new FrontHandler();
    handler.executor = new CommandExecutor();
    CompletableFuture<Long> stored = new CompletableFuture<>();
    Quick quick = new Quick(stored);
    handler.table =
        new CommandTable(
            Map.of(
                "GOOD", new RegisteredCommand(spec(Good.class), new Good()),
                "QUICK", new RegisteredCommand(spec(Quick.class), quick)));

    assertThat(handler.start(session(), List.of(command("QUICK"), command("GOOD")))).isNull();
    assertThat(quick.count).isZero();

    StartedBatch started =
        handler.start(session(), List.of(command("QUICK"), command("NONE"), command("QUICK")));
    assertThat(started.done()).isNotDone();
    stored.complete(1L);
    assertThat(started.done()).isDone();
    started.write(replies());

    assertThat(written)
        .containsExactly("integer 1", "error ERR unknown command 'NONE'", "integer 2");
  }

  @CommandSpec(name = "QUICK", login = false, summary = "Does not wait before its end")
  private static final class Quick implements Command {
    private final CompletableFuture<Long> stored;
    private int count;

    Quick(CompletableFuture<Long> stored) {
      this.stored = stored;
    }

    @Override
    public boolean mayWait(ClientState client, RespCommand command) {
      return false;
    }

    @Override
    public CommandReply execute(ClientState client, RespCommand command) {
      int number = ++count;
      return new CommandReply() {
        @Override
        public CompletableFuture<?> done() {
          return stored;
        }

        @Override
        public void write(RespReplies replies) {
          replies.integer(number);
        }
      };
    }
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
