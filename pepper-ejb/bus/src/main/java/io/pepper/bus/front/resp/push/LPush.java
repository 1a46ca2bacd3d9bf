package io.pepper.bus.front.resp.push;

import io.pepper.bus.Queues;
import io.pepper.bus.accept.Enqueuer;
import io.pepper.bus.accept.Enqueuer.Push;
import io.pepper.bus.accept.RefusedException;
import io.pepper.bus.definition.QueueDefinition;
import io.pepper.bus.front.resp.ClientState;
import io.pepper.bus.front.resp.CommandReply;
import io.pepper.bus.front.resp.CommandSpec;
import io.pepper.bus.front.resp.PushCommand;
import io.pepper.bus.front.resp.QueueLogin;
import io.pepper.bus.front.resp.QueueLogins;
import io.pepper.connector.resp.RespCommand;
import io.pepper.store.StoreUnavailableException;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/**
 * A push of jobs that are ready at once. {@code LPUSH queue …} replies with an integer like Redis;
 * {@code LPUSH queue/x …} replies with the original's JSON, for every failure too
 * (docs/compatibility.md, The same).
 */
@CommandSpec(name = "LPUSH", login = false, summary = "Accepts jobs that are ready at once")
class LPush implements PushCommand {
  @Inject PushExecutor pushes;
  @Inject Queues queues;
  @Inject Enqueuer enqueuer;
  @Inject PushTraceIds traceIds;
  @Inject QueueLogins logins;

  @Override
  public CommandReply execute(ClientState client, RespCommand command) {
    if (command.argumentCount() == 0) {
      return PushReply.failure("", "Invalid Args");
    }
    String key = command.text(0);
    int slash = key.indexOf('/');
    return slash >= 0
        ? original(client, key.substring(0, slash), PushExecutor.payloads(command, 1))
        : pushes.pushReady(client, command);
  }

  @Override
  public boolean mayWait(ClientState client, RespCommand command) {
    return pushes.mayWait(client, command);
  }

  @Override
  public int jobCount(RespCommand command) {
    return command.argumentCount() - 1;
  }

  @Override
  public Optional<String> objection(ClientState client, RespCommand command) {
    if (command.argumentCount() < 2) {
      return Optional.of(CommandReply.arityProblem(command));
    }
    String key = command.text(0);
    int slash = key.indexOf('/');
    String queue = slash >= 0 ? key.substring(0, slash) : key;
    return pushes.objection(client, queue, PushExecutor.payloads(command, 1));
  }

  private CommandReply original(ClientState client, String name, List<byte[]> payloads) {
    String traceId = traceIds.next();
    Optional<QueueLogin> login =
        client.login().filter(logins::stillHolds).filter(known -> known.mayPushTo(name));
    if (login.isEmpty()) {
      return PushReply.failure(traceId, QueueLogins.NOAUTH);
    }
    Optional<QueueDefinition> definition = queues.find(login.get().queue());
    if (payloads.isEmpty()) {
      return PushReply.failure(traceId, "empty jobs");
    }
    if (definition.isEmpty() || definition.get().topics().isEmpty()) {
      return PushReply.failure(traceId, "queue or Topic not exist " + name);
    }
    try {
      Push push = client.jobs(enqueuer).accept(definition.get(), payloads, traceId);
      return PushReply.stored(traceId, push);
    } catch (RefusedException e) {
      return PushReply.failure(traceId, e.getMessage());
    } catch (StoreUnavailableException e) {
      return PushReply.failure(traceId, PushExecutor.unavailable(e));
    }
  }
}
