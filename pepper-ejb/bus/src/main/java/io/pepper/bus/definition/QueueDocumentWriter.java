package io.pepper.bus.definition;

import io.pepper.definition.HiddenValues;
import io.pepper.definition.RetryPolicy;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The writer of queue documents, by who reads them. */
enum QueueDocumentWriter {
  /** The form for everybody: without passwords, and with {@code ***} for the values of headers. */
  PUBLIC,
  /** The form for admins: without passwords. */
  ADMIN,
  /** The form that is kept: with hashes of passwords. */
  STORED;

  /** The JSON factory, looked up once: the lookup searches the class path. */
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  JsonObjectBuilder queue(QueueDefinition queue) {
    JsonObjectBuilder json = JSON.createObjectBuilder();
    secret(json, queue.secret());
    json.add("maxPayloadBytes", queue.maxPayloadBytes()).add("maxLength", queue.maxLength());
    JsonObjectBuilder topics = JSON.createObjectBuilder();
    queue.topics().forEach((name, topic) -> topics.add(name.value(), topic(topic)));
    return json.add("topics", topics);
  }

  JsonObjectBuilder topic(TopicDefinition topic) {
    JsonObjectBuilder json = JSON.createObjectBuilder();
    secret(json, topic.secret());
    json.add("delivery", delivery(topic.delivery()))
        .add("workers", topic.workers())
        .add("timeout", topic.timeout().toString())
        .add("batch", batch(topic.batch()));
    topic.maxFormBytes().ifPresent(bytes -> json.add("maxFormBytes", bytes));
    return json.add("retry", retry(topic.retry()))
        .add("storage", topic.storage())
        .add("tag", topic.tag())
        .add("paused", topic.paused());
  }

  private static JsonValue batch(BatchSize batch) {
    return batch.adaptive()
        ? JSON.createObjectBuilder().add("max", batch.max()).build()
        : Json.createValue(batch.max());
  }

  private void secret(JsonObjectBuilder json, Secret secret) {
    if (this == STORED && secret.isSet()) {
      json.add("passwordHash", secret.hash());
    }
  }

  private JsonObjectBuilder delivery(DeliveryMethod delivery) {
    JsonObjectBuilder json = JSON.createObjectBuilder();
    return switch (delivery) {
      case DeliveryMethod.FastCgi fpm ->
          json.add("type", "fastcgi")
              .add("address", fpm.address().text())
              .add("script", fpm.script());
      case DeliveryMethod.Http http -> {
        json.add("type", "http").add("url", http.url().toString());
        if (!http.headers().isEmpty()) {
          JsonObjectBuilder headers = JSON.createObjectBuilder();
          headers(http).forEach(headers::add);
          json.add("headers", headers);
        }
        yield json;
      }
      case DeliveryMethod.LocalCommand command -> {
        JsonArrayBuilder words = JSON.createArrayBuilder();
        command.command().forEach(words::add);
        yield json.add("type", "command").add("command", words);
      }
      case DeliveryMethod.Pull pull -> json.add("type", "pull");
    };
  }

  private Map<String, String> headers(DeliveryMethod.Http http) {
    return this == PUBLIC ? HiddenValues.masked(http.headers()) : new TreeMap<>(http.headers());
  }

  private static JsonObjectBuilder retry(RetryPolicy retry) {
    return JSON.createObjectBuilder()
        .add("attempts", retry.attempts())
        .add("backoff", retry.backoff().name().toLowerCase(Locale.ROOT))
        .add("initial", retry.initial().toString())
        .add("max", retry.max().toString());
  }
}
