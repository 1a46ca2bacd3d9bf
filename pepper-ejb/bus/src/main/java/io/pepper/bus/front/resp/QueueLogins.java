package io.pepper.bus.front.resp;

import io.pepper.bus.Queues;
import io.pepper.bus.definition.QueueDefinition;
import io.pepper.bus.definition.Secret;
import io.pepper.bus.definition.TopicDefinition;
import io.pepper.connector.resp.RespCommand;
import io.pepper.job.QueueName;
import io.pepper.job.TopicName;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * The check of names and passwords of producers and pulling consumers (docs/protocol.md, Commands).
 * Safe for any number of threads.
 */
@SingletonBean
public class QueueLogins {
  public static final String NOAUTH = "NOAUTH Authentication required.";

  /** The user name that stock clients send when they were given a password only. */
  private static final String DEFAULT_USER = "default";

  @Inject Queues queues;

  /**
   * Checks the original's form of a login.
   *
   * @param credential {@code queue:password} or {@code queue/topic:password}
   */
  public Optional<QueueLogin> check(String credential) {
    String[] parts = credential.split(":", -1);
    if (parts.length < 2) {
      return Optional.empty();
    }
    Optional<QueueLogin> exact = check(parts[0], credential.substring(parts[0].length() + 1));
    return exact.isPresent() ? exact : checkFirstTwo(parts);
  }

  /**
   * Checks two arguments of a command. Bytes that are not UTF-8 are refused: read as text,
   * different ones would be the same.
   *
   * @param index of the user; the password follows
   */
  public Optional<QueueLogin> checkUser(RespCommand command, int index) {
    return command
        .exactText(index)
        .flatMap(
            user -> command.exactText(index + 1).flatMap(password -> checkUser(user, password)));
  }

  /**
   * Checks Redis's form of a login.
   *
   * @param user {@code queue} or {@code queue/topic}; {@code default} when the whole credential is
   *     in the password
   */
  private Optional<QueueLogin> checkUser(String user, String password) {
    Optional<QueueLogin> login = check(user, password);
    return login.isEmpty() && user.equals(DEFAULT_USER) ? check(password) : login;
  }

  /** Returns whether the login is still valid: its password may have been changed since. */
  public boolean stillHolds(QueueLogin login) {
    return secretOf(login.queue(), login.topic())
        .filter(secret -> secret.equals(login.secret()))
        .isPresent();
  }

  /** Ignores what follows a second colon, as the original does: its clients may rely on it. */
  private Optional<QueueLogin> checkFirstTwo(String[] parts) {
    return parts.length > 2 ? check(parts[0], parts[1]) : Optional.empty();
  }

  private Optional<QueueLogin> check(String name, String password) {
    String[] path = name.split("/", -1);
    try {
      QueueName queue = new QueueName(path[0]);
      Optional<TopicName> topic =
          path.length == 2 ? Optional.of(new TopicName(path[1])) : Optional.empty();
      return secretOf(queue, topic)
          .filter(secret -> secret.matches(password))
          .map(secret -> new QueueLogin(queue, topic, secret));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // not a name, so no queue or topic has it
    }
  }

  private Optional<Secret> secretOf(QueueName queue, Optional<TopicName> topic) {
    Optional<QueueDefinition> definition = queues.find(queue);
    return topic.isEmpty()
        ? definition.map(QueueDefinition::secret)
        : definition.flatMap(found -> found.topic(topic.get())).map(TopicDefinition::secret);
  }
}
