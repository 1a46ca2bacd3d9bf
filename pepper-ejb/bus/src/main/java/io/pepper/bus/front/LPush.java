package io.pepper.bus.front;

import io.pepper.bus.Queues;
import io.pepper.bus.accept.Enqueuer;
import io.pepper.bus.accept.Enqueuer.Push;
import io.pepper.bus.accept.RefusedException;
import io.pepper.bus.definition.QueueDefinition;
import io.pepper.connector.resp.RespCommand;
import io.pepper.store.StoreUnavailableException;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/**
 * Accepts jobs. {@code LPUSH queue …} answers an integer like Redis; {@code LPUSH queue/x …}
 * answers the original's JSON, also for every failure ({@code spec/pepperbus.md} 1.5).
 */
@CommandSpec(name = "LPUSH", login = false, summary = "Accepts jobs that are ready at once")
class LPush implements PushCommand {
  @Inject Pushes pushes;
  @Inject Queues queues;
  @Inject Enqueuer acceptance;
  @Inject PushTraceIds traces;
  @Inject QueueLogins logins;

  @Override
  public CommandReply execute(ClientState client, RespCommand command) {
    if (command.argumentCount() == 0) {
      return PushReply.failure("", "Invalid Args");
    }
    String key = command.text(0);
    int slash = key.indexOf('/');
    if (slash >= 0) {
      return original(client, key.substring(0, slash), Pushes.payloads(command, 1));
    }
    return RPush.answer(pushes, acceptance, client, command);
  }

  @Override
  public int jobCount(RespCommand command) {
    return command.argumentCount() - 1;
  }

  @Override
  public Optional<String> objection(ClientState client, RespCommand command) {
    if (command.argumentCount() < 2) {
      return Optional.of(CommandExecutor.arityProblem(command));
    }
    String key = command.text(0);
    int slash = key.indexOf('/');
    String queue = slash >= 0 ? key.substring(0, slash) : key;
    return pushes.objection(client, queue, Pushes.payloads(command, 1));
  }

  private CommandReply original(ClientState client, String name, List<byte[]> payloads) {
    String traceId = traces.next();
    Optional<QueueLogin> login =
        client.login().filter(logins::stillHolds).filter(known -> known.isFor(name));
    if (login.isEmpty()) {
      return PushReply.failure(traceId, Pushes.NOAUTH);
    }
    Optional<QueueDefinition> definition = queues.find(login.get().queue());
    if (payloads.isEmpty()) {
      return PushReply.failure(traceId, "empty jobs");
    }
    if (definition.isEmpty() || definition.get().topics().isEmpty()) {
      return PushReply.failure(traceId, "queue or Topic not exist " + name);
    }
    try {
      Push push = client.jobs(acceptance).accept(definition.get(), payloads, traceId);
      return replies ->
          Pushes.failure(push)
              .map(problem -> PushReply.failure(traceId, problem))
              .orElseGet(() -> PushReply.success(traceId, push.ids()))
              .write(replies);
    } catch (RefusedException e) {
      return PushReply.failure(traceId, e.getMessage());
    } catch (StoreUnavailableException e) {
      return PushReply.failure(traceId, Pushes.unavailable(e));
    }
  }
}
