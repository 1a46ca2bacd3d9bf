package io.pepper.bus.front;

import io.pepper.bus.Queues;
import io.pepper.bus.UnknownQueueException;
import io.pepper.bus.accept.Enqueuer;
import io.pepper.bus.accept.Enqueuer.Push;
import io.pepper.bus.accept.RefusedException;
import io.pepper.bus.definition.QueueDefinition;
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
import java.util.function.Function;

/** What all pushing commands with Redis's own reply types share: login, refusals, waiting. */
@SingletonBean
class Pushes {
  static final String NOAUTH = "NOAUTH Authentication required.";

  @Inject Queues queues;
  @Inject Enqueuer acceptance;
  @Inject PushTraceIds traces;
  @Inject QueueLogins logins;

  /** Starts a push to a queue; given the queue and the command's trace id. */
  interface Start {
    Push push(QueueDefinition queue, String traceId);
  }

  /**
   * @param success writes the reply when everything is stored
   */
  CommandReply push(
      ClientState client, String key, Start start, BiConsumer<Push, RespReplies> success) {
    Optional<QueueLogin> login = client.login().filter(logins::stillHolds);
    if (login.isEmpty() || !login.get().isFor(key)) {
      return CommandReply.error(refusal(login, key));
    }
    try {
      QueueDefinition queue = queues.get(login.get().queue());
      Push push = start.push(queue, traces.next());
      return replies -> {
        Optional<String> failure = failure(push);
        failure.ifPresentOrElse(replies::error, () -> success.accept(push, replies));
      };
    } catch (RefusedException e) {
      return CommandReply.error(code(e) + " " + e.getMessage());
    } catch (UnknownQueueException e) {
      return CommandReply.error("ERR " + e.getMessage());
    } catch (StoreUnavailableException e) {
      return CommandReply.error(unavailable(e));
    }
  }

  /**
   * Checks a push that is about to be queued in a transaction; how full the queue is counts only
   * when it is carried out.
   */
  Optional<String> objection(ClientState client, String key, List<byte[]> payloads) {
    Optional<QueueLogin> login = client.login().filter(logins::stillHolds);
    if (login.isEmpty() || !login.get().isFor(key)) {
      return Optional.of(refusal(login, key));
    }
    try {
      acceptance.check(queues.get(login.get().queue()), payloads);
      return Optional.empty();
    } catch (RefusedException e) {
      return Optional.of(code(e) + " " + e.getMessage());
    } catch (UnknownQueueException e) {
      return Optional.of("ERR " + e.getMessage());
    }
  }

  /** Waits until the push is stored; says what went wrong, if anything. */
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

  /** Reads a number of the command, or tells how it should look. */
  static <T> Optional<T> read(String text, Function<String, T> reader) {
    try {
      return Optional.of(reader.apply(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String refusal(Optional<QueueLogin> login, String key) {
    return login.map(other -> refusal(other, key)).orElse(NOAUTH);
  }

  private static String refusal(QueueLogin login, String key) {
    return read(key, QueueName::new).isEmpty()
        ? "ERR '" + key + "' is not a queue name; push to the queue, as in LPUSH orders …"
        : "NOPERM this connection is logged in to '%s' and may not push to '%s'"
            .formatted(login.queue() + login.topic().map(topic -> "/" + topic).orElse(""), key);
  }

  /** Not ERR: phpredis turns those into a silent false, and these must not pass unseen. */
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
