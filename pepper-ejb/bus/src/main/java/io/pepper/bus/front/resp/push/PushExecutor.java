package io.pepper.bus.front.resp.push;

import io.pepper.bus.Queues;
import io.pepper.bus.UnknownQueueException;
import io.pepper.bus.accept.Enqueuer;
import io.pepper.bus.accept.Enqueuer.Push;
import io.pepper.bus.accept.RefusedException;
import io.pepper.bus.definition.QueueDefinition;
import io.pepper.bus.front.resp.ClientState;
import io.pepper.bus.front.resp.CommandReply;
import io.pepper.bus.front.resp.QueueLogin;
import io.pepper.bus.front.resp.QueueLogins;
import io.pepper.bus.front.resp.SingletonBean;
import io.pepper.connector.resp.RespCommand;
import io.pepper.connector.resp.RespReplies;
import io.pepper.job.QueueName;
import io.pepper.store.StoreUnavailableException;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;

/** The part that all pushes with Redis's own reply types share: login, refusals, waiting. */
@SingletonBean
class PushExecutor {
  /** The size from which encoding jobs would hold up other connections. */
  private static final int MAX_QUICK_BYTES = 64 << 10;

  private static final int MAX_QUICK_TOPICS = 8;

  @Inject Queues queues;
  @Inject Enqueuer enqueuer;
  @Inject PushTraceIds traceIds;
  @Inject QueueLogins logins;

  /** The start of a push to a queue, under the command's trace id. */
  interface PushStart {
    Push push(QueueDefinition queue, String traceId);
  }

  /**
   * Pushes the arguments after the queue's name as payloads that are ready at once: {@code LPUSH}
   * and {@code RPUSH}, since jobs leave in the order they came, whichever end is named.
   *
   * @return replies with the number of ready jobs in the queue's longest topic
   */
  CommandReply pushReady(ClientState client, RespCommand command) {
    if (command.argumentCount() < 2) {
      return CommandReply.error(CommandReply.arityProblem(command));
    }
    List<byte[]> payloads = payloads(command, 1);
    return push(
        client,
        command.text(0),
        (queue, traceId) -> client.jobs(enqueuer).accept(queue, payloads, traceId),
        (push, replies) -> replies.integer(push.stored().join()));
  }

  /** Returns whether the start of a push of ready jobs may wait, or takes long. */
  boolean mayWait(ClientState client, RespCommand command) {
    return command.size() > MAX_QUICK_BYTES
        || client
            .login()
            .flatMap(login -> queues.find(login.queue()))
            .filter(queue -> queue.topics().size() > MAX_QUICK_TOPICS || enqueuer.mayWait(queue))
            .isPresent();
  }

  /**
   * Starts a push.
   *
   * @param key the name of the queue, as the command gives it
   * @param success writes the reply when everything is stored
   */
  CommandReply push(
      ClientState client, String key, PushStart start, BiConsumer<Push, RespReplies> success) {
    Optional<QueueLogin> login = client.login().filter(logins::stillHolds);
    if (login.isEmpty() || !login.get().mayPushTo(key)) {
      return CommandReply.error(refusal(login, key));
    }
    try {
      QueueDefinition queue = queues.get(login.get().queue());
      Push push = start.push(queue, traceIds.next());
      return new PushedReply(push, success);
    } catch (RefusedException e) {
      return CommandReply.error(code(e) + " " + e.getMessage());
    } catch (UnknownQueueException e) {
      return CommandReply.error("ERR " + e.getMessage());
    } catch (StoreUnavailableException e) {
      return CommandReply.error(unavailable(e));
    }
  }

  /**
   * Checks a push that is about to be queued in a transaction; the length of the queue counts only
   * when it is carried out.
   *
   * @return the error reply; empty if the push can be queued
   */
  Optional<String> objection(ClientState client, String key, List<byte[]> payloads) {
    Optional<QueueLogin> login = client.login().filter(logins::stillHolds);
    if (login.isEmpty() || !login.get().mayPushTo(key)) {
      return Optional.of(refusal(login, key));
    }
    try {
      enqueuer.check(queues.get(login.get().queue()), payloads);
      return Optional.empty();
    } catch (RefusedException e) {
      return Optional.of(code(e) + " " + e.getMessage());
    } catch (UnknownQueueException e) {
      return Optional.of("ERR " + e.getMessage());
    }
  }

  /**
   * Waits until the push is stored.
   *
   * @return the problem; empty if it is stored
   */
  static Optional<String> failure(Push push) {
    try {
      push.stored().join();
      return Optional.empty();
    } catch (CompletionException e) {
      return Optional.of(unavailable(e.getCause()));
    }
  }

  static List<byte[]> payloads(RespCommand command, int first) {
    List<byte[]> payloads = new ArrayList<>(command.argumentCount() - first);
    for (int i = first; i < command.argumentCount(); i++) {
      payloads.add(command.argument(i));
    }
    return payloads;
  }

  private static String refusal(Optional<QueueLogin> login, String key) {
    return login.map(other -> refusal(other, key)).orElse(QueueLogins.NOAUTH);
  }

  private static String refusal(QueueLogin login, String key) {
    return isQueueName(key)
        ? "NOPERM this connection is logged in to '%s' and may not push to '%s'"
            .formatted(login.queue() + login.topic().map(topic -> "/" + topic).orElse(""), key)
        : "ERR '" + key + "' is not a queue name; push to the queue, as in LPUSH orders …";
  }

  private static boolean isQueueName(String key) {
    try {
      new QueueName(key);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Returns the error code, not ERR: phpredis turns that into a silent false. */
  private static String code(RefusedException refused) {
    return switch (refused) {
      case RefusedException.PayloadTooLarge tooLarge -> "TOOLARGE";
      case RefusedException.FormTooLarge tooLarge -> "TOOLARGE";
      case RefusedException.QueueFull full -> "QUEUEFULL";
      case RefusedException.NoTopics noTopics -> "NOTOPICS";
      case RefusedException.NoJobs noJobs -> "ERR";
    };
  }

  static String unavailable(Throwable cause) {
    return "UNAVAILABLE the job was not acknowledged, push it again: " + cause.getMessage();
  }
}
