package io.pepper.web.api.bus;

import io.pepper.bus.delivery.ConsumerResponse;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.TreeMap;

/** A consumer's whole answer as JSON. */
final class ConsumerResponseDocument {
  private ConsumerResponseDocument() {}

  static JsonObject write(ConsumerResponse answer) {
    JsonObjectBuilder headers = Json.createObjectBuilder();
    new TreeMap<>(answer.headers().get()).forEach(headers::add);
    return Json.createObjectBuilder()
        .add("succeeded", answer.succeeded())
        .add("code", answer.code())
        .add("errorCode", answer.errorCode())
        .add("consumeTopics", answer.topics())
        .add("headers", headers)
        .add("body", answer.text())
        .add("stderr", answer.stderr())
        .add("error", answer.error())
        .add("duration", answer.duration().toString())
        .build();
  }
}
