package io.pepper.config.migration;

import io.pepper.definition.ExactJson;
import io.pepper.definition.MalformedJsonException;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The translator of pepperbus' queues and topics to documents of ours. For one thread. */
final class PepperbusTopics {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");
  private static final Duration MAX_TIMEOUT = Duration.ofDays(1);
  private static final int CGI = 0;
  private static final int HTTP = 1;
  private static final int SUPERVISED = 2;
  private static final int DEFAULT_WORKERS = 10;
  private static final int MAX_WORKERS = 10_000;
  private static final int MAX_ATTEMPTS = 1000;
  private static final int RETRY_STEP_SECONDS = 30;

  private final JsonObject pools;
  private final JsonObject http;
  private final PepperbusTags tags;
  private final OutputFolder out;
  private int leftOut;

  /**
   * @param pools {@code cgi_config}
   * @param http {@code http_config}
   */
  PepperbusTopics(JsonObject pools, JsonObject http, PepperbusTags tags, OutputFolder out) {
    this.pools = pools;
    this.http = http;
    this.tags = tags;
    this.out = out;
  }

  int leftOut() {
    return leftOut;
  }

  /** Returns the document of a queue with the topics that can be taken over. */
  JsonObject queue(String name, JsonObject queue) {
    JsonObjectBuilder document = Json.createObjectBuilder();
    text(queue, "password").ifPresent(password -> document.add("password", password));
    JsonObjectBuilder topics = Json.createObjectBuilder();
    if (queue.get("topic") instanceof JsonObject all) {
      all.forEach((topic, value) -> {
        if (value instanceof JsonObject object && NAME.matcher(topic).matches()) {
          topic(name, topic, object).ifPresent(each -> topics.add(topic, each));
        } else {
          leftOut++;
          out.report(
              "left out: topic %s/%s is no object, or cannot be called so here"
                  .formatted(name, topic));
        }
      });
    }
    return document.add("topics", topics).build();
  }

  private Optional<JsonObject> topic(String queue, String name, JsonObject topic) {
    String subject = queue + "/" + name;
    Optional<JsonObjectBuilder> delivery = delivery(subject, topic);
    if (delivery.isEmpty()) {
      leftOut++;
      return Optional.empty();
    }
    JsonObjectBuilder document = Json.createObjectBuilder().add("delivery", delivery.get());
    long workers = number(topic, "num_of_workers", DEFAULT_WORKERS);
    document.add("workers", Math.clamp(workers, 1, MAX_WORKERS));
    text(topic, "password").ifPresent(password -> document.add("password", password));
    timeout(topic).ifPresent(timeout -> document.add("timeout", timeout.toString()));
    document.add("retry", retry(topic));
    tag(subject, queue, name, document);
    if (topic.get("storage") instanceof JsonObject storage) {
      out.report(
          "topic %s: jobs that still wait in Redis at %s stay there; let pepperbus work them off"
              .formatted(subject, text(storage, "address").orElse("?")));
    }
    return Optional.of(document.build());
  }

  private Optional<JsonObjectBuilder> delivery(String subject, JsonObject topic) {
    String entry = text(topic, "script_entry").orElse("");
    JsonObjectBuilder delivery = Json.createObjectBuilder();
    switch ((int) number(topic, "run_type", CGI)) {
      case CGI -> {
        String pool = text(topic, "cgi_config_key").orElse("local");
        Optional<String> address =
            pools.get(pool) instanceof JsonObject each ? text(each, "address") : Optional.empty();
        if (address.isEmpty() || entry.isEmpty()) {
          out.report(
              "left out: topic %s: its pool %s has no address in cgi_config, or it has no script"
                  .formatted(subject, pool));
          return Optional.empty();
        }
        delivery.add("type", "fastcgi").add("address", address.get()).add("script", entry);
      }
      case HTTP -> {
        if (entry.isEmpty()) {
          out.report("left out: topic " + subject + ": it has no URL in script_entry");
          return Optional.empty();
        }
        delivery.add("type", "http").add("url", entry);
        host(topic).ifPresent(host -> noHost(subject, host));
      }
      case SUPERVISED -> {
        delivery.add("type", "pull");
        out.report(
            "topic %s: pepperbus starts PHP processes (%s) that pull; nothing can pull here in this version, so that its jobs wait: make that a script for php-fpm, or a command"
                .formatted(subject, text(topic, "script").orElse("no script is named")));
      }
      default -> {
        out.report("left out: topic " + subject + ": run_type is none of 0, 1 and 2");
        return Optional.empty();
      }
    }
    return Optional.of(delivery);
  }

  private void noHost(String subject, String host) {
    out.report(
        "topic %s: its requests name the host %s, not that of the URL: let the URL name it"
            .formatted(subject, host));
  }

  private static Optional<String> host(JsonObject topic) {
    try {
      return text(topic, "http_config").map(ExactJson::read).flatMap(json -> text(json, "host"));
    } catch (MalformedJsonException e) {
      // pepperbus fails each delivery of such a topic; here it has no meaning.
      return Optional.empty();
    }
  }

  private Optional<Duration> timeout(JsonObject topic) {
    long nanos = number(topic, "run_type", CGI) == HTTP ? number(http, "request_timeout", 0) : 0;
    Duration timeout = Duration.ofNanos(nanos);
    return nanos > 0
        ? Optional.of(timeout.compareTo(MAX_TIMEOUT) > 0 ? MAX_TIMEOUT : timeout)
        : Optional.empty();
  }

  /** pepperbus waits 0, 30, 60 s and so on, until its budget of waiting time is used up. */
  private static JsonObjectBuilder retry(JsonObject topic) {
    int attempts = 1;
    if (topic.getBoolean("is_retry", false)) {
      long budget = number(topic, "retry_time", 0);
      for (int wait = 0; budget > 0 && attempts < MAX_ATTEMPTS; wait += RETRY_STEP_SECONDS) {
        attempts++;
        budget -= wait;
      }
    }
    JsonObjectBuilder retry = Json.createObjectBuilder().add("attempts", attempts);
    if (attempts > 1) {
      retry.add("backoff", "linear").add("initial", "PT30S").add("max", "PT1H");
    }
    return retry;
  }

  private void tag(String subject, String queue, String topic, JsonObjectBuilder document) {
    List<String> all = tags.of(queue, topic);
    if (all.isEmpty()) {
      document.add("paused", true);
      out.report(
          "topic %s: no node of pepperbus consumes it, since no tag is mapped to it; it is paused here"
              .formatted(subject));
      return;
    }
    document.add("tag", all.getFirst());
    if (all.size() > 1) {
      out.report(
          "topic %s: its tags are %s; a topic has one tag here, and %s is taken"
              .formatted(subject, String.join(", ", all), all.getFirst()));
    }
  }

  private static Optional<String> text(JsonObject json, String name) {
    return json.get(name) instanceof JsonString text && !text.getString().isBlank()
        ? Optional.of(text.getString())
        : Optional.empty();
  }

  private static long number(JsonObject json, String name, long fallback) {
    JsonValue value = json.get(name);
    if (value instanceof JsonString text && text.getString().matches("\\d{1,18}")) {
      return Long.parseLong(text.getString());
    }
    return value instanceof JsonNumber number ? number.longValue() : fallback;
  }
}
