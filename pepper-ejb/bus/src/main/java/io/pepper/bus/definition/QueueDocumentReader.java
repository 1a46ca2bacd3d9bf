package io.pepper.bus.definition;

import io.pepper.connector.fastcgi.FastCgiAddress;
import io.pepper.definition.Fields;
import io.pepper.definition.HiddenValues;
import io.pepper.definition.HttpUrl;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.definition.RetryPolicy;
import io.pepper.definition.RetryPolicy.BackoffType;
import io.pepper.job.QueueName;
import io.pepper.job.TopicName;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** The reader of one queue document. Secrets and pauses that it leaves out stay as they are. */
final class QueueDocumentReader {
  private static final String HASH = "passwordHash";
  private static final String KEPT = "***";
  private static final int MAX_PATH_LENGTH = 4096;

  private final Optional<QueueDefinition> present;
  private final boolean stored;

  /**
   * Creates a reader.
   *
   * @param stored true if the document comes from Coordination and may have hashes
   */
  QueueDocumentReader(Optional<QueueDefinition> present, boolean stored) {
    this.present = present;
    this.stored = stored;
  }

  QueueDefinition queue(QueueName name, JsonObject document) {
    Fields fields = new Fields(document);
    fields.ignore(QueueDocument.WARNINGS);
    Secret secret = secret(fields, present.map(QueueDefinition::secret));
    int maxPayload =
        (int)
            fields.number(
                "maxPayloadBytes", QueueDefinition.DEFAULT_MAX_PAYLOAD_BYTES, 1, Integer.MAX_VALUE);
    long maxLength = fields.number("maxLength", 0, 0, Long.MAX_VALUE);
    Map<TopicName, TopicDefinition> topics =
        fields.object("topics").map(this::topics).orElse(Map.of());
    fields.refuseOthers();
    return new QueueDefinition(name, secret, maxPayload, maxLength, topics);
  }

  private Map<TopicName, TopicDefinition> topics(Fields all) {
    Map<TopicName, TopicDefinition> topics = new TreeMap<>();
    all.allObjects()
        .forEach((key, value) -> {
          TopicDefinition topic = Fields.checked("topics." + key, () -> topic(key, value));
          topics.put(topic.name(), topic);
        });
    return topics;
  }

  private TopicDefinition topic(String key, Fields fields) {
    TopicName name = new TopicName(key);
    Optional<TopicDefinition> before = present.flatMap(queue -> queue.topic(name));
    Fields how =
        fields
            .object("delivery")
            .orElseThrow(() -> new InvalidDefinitionException("delivery", "is needed"));
    TopicDefinition topic =
        new TopicDefinition(
            name,
            Fields.checked("delivery", () -> delivery(how, before.map(TopicDefinition::delivery))),
            (int) fields.number("workers", TopicDefinition.DEFAULT_WORKERS, 1, 10_000),
            fields.duration("timeout", TopicDefinition.DEFAULT_TIMEOUT),
            batch(fields),
            fields
                .object("retry")
                .map(retry -> Fields.checked("retry", () -> retry(retry)))
                .orElse(RetryPolicy.DEFAULT),
            secret(fields, before.map(TopicDefinition::secret)),
            fields.text("storage").orElse(TopicDefinition.DEFAULT_STORAGE),
            fields.text("tag").orElse(TopicDefinition.DEFAULT_TAG),
            fields.flag("paused", before.map(TopicDefinition::paused).orElse(false)),
            maxFormBytes(fields));
    fields.refuseOthers();
    return topic;
  }

  private static BatchSize batch(Fields fields) {
    Optional<JsonObject> object = fields.either("batch", JsonObject.class);
    if (object.isPresent()) {
      return Fields.checked("batch", () -> adaptive(new Fields(object.get())));
    }
    try {
      return BatchSize.fixed((int) fields.number("batch", 1, 1, BatchSize.MAX_JOBS));
    } catch (InvalidDefinitionException e) {
      if (fields.either("batch", JsonNumber.class).isPresent()) {
        throw e;
      }
      throw new InvalidDefinitionException(
          e.field(), e.problem() + "; an adaptive batch is an object such as {\"max\":32}");
    }
  }

  private static BatchSize adaptive(Fields fields) {
    int max = (int) fields.number("max", 0, 1, BatchSize.MAX_JOBS);
    fields.refuseOthers();
    if (max == 0) {
      throw new InvalidDefinitionException(
          "max", "is needed: the most jobs of one delivery, such as {\"max\":32}");
    }
    return BatchSize.adaptive(max);
  }

  private static OptionalInt maxFormBytes(Fields fields) {
    long bytes = fields.number("maxFormBytes", 0, FormSize.MIN_BYTES, FormSize.MAX_BYTES);
    return bytes == 0 ? OptionalInt.empty() : OptionalInt.of((int) bytes);
  }

  private DeliveryMethod delivery(Fields fields, Optional<DeliveryMethod> before) {
    String type = fields.required("type", text -> text);
    DeliveryMethod delivery =
        switch (type) {
          case "fastcgi" ->
              new DeliveryMethod.FastCgi(
                  fields.required("address", stored ? FastCgiAddress::new : FastCgiAddress::parse),
                  fields.required("script", QueueDocumentReader::script));
          case "http" -> http(fields, before);
          case "command" -> new DeliveryMethod.LocalCommand(fields.texts("command"));
          case "pull" -> new DeliveryMethod.Pull();
          default ->
              throw new InvalidDefinitionException(
                  "type", "must be fastcgi, http, command or pull, not '" + type + "'");
        };
    fields.refuseOthers();
    return delivery;
  }

  private DeliveryMethod.Http http(Fields fields, Optional<DeliveryMethod> before) {
    URI url = fields.required("url", HttpUrl::parse);
    Map<String, String> headers = fields.object("headers").map(Fields::allTexts).orElse(Map.of());
    if (stored) {
      return new DeliveryMethod.Http(url, headers);
    }
    return new DeliveryMethod.Http(
        url,
        before.orElse(null) instanceof DeliveryMethod.Http old
            ? HiddenValues.restoredHeaders(url, headers, old.url(), old.headers())
            : HiddenValues.restored("headers", headers, Map.of()));
  }

  private static String script(String path) {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException(
          "'" + path + "' must be an absolute path on the FastCGI server, as in /srv/consume.php");
    }
    if (path.length() > MAX_PATH_LENGTH) {
      throw new IllegalArgumentException(
          "has %,d characters; no path is longer than %,d"
              .formatted(path.length(), MAX_PATH_LENGTH));
    }
    return path;
  }

  private RetryPolicy retry(Fields fields) {
    RetryPolicy defaults = RetryPolicy.DEFAULT;
    RetryPolicy retry =
        new RetryPolicy(
            (int) fields.number("attempts", defaults.attempts(), 1, 1000),
            fields.has("backoff")
                ? fields.required("backoff", QueueDocumentReader::backoff)
                : defaults.backoff(),
            fields.duration("initial", defaults.initial()),
            fields.duration("max", defaults.max()));
    fields.refuseOthers();
    return retry;
  }

  private static BackoffType backoff(String text) {
    for (BackoffType backoff : BackoffType.values()) {
      if (backoff.name().toLowerCase(Locale.ROOT).equals(text)) {
        return backoff;
      }
    }
    throw new IllegalArgumentException("must be fixed, linear or exponential, not '" + text + "'");
  }

  /** Returns the secret; an unchanged password keeps its hash and with it the present logins. */
  private Secret secret(Fields fields, Optional<Secret> before) {
    Optional<String> given = fields.text("password").filter(text -> !isKept(text, before));
    Optional<Secret> kept = stored ? fields.text(HASH).map(Secret::new) : Optional.empty();
    if (given.isPresent() && before.filter(old -> old.matches(given.get())).isEmpty()) {
      return Secret.of(given.get());
    }
    return kept.or(() -> before).orElse(Secret.NONE);
  }

  /** Returns whether a text stands for the present password. */
  private static boolean isKept(String text, Optional<Secret> before) {
    if (!text.equals(KEPT)) {
      return false;
    }
    if (before.filter(secret -> !secret.equals(Secret.NONE)).isEmpty()) {
      throw new InvalidDefinitionException(
          "password", "is " + KEPT + ", which stands for the present password: there is none");
    }
    return true;
  }
}
