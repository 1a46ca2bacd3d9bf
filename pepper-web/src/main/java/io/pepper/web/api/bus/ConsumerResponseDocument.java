package io.pepper.web.api.bus;

import io.pepper.bus.delivery.ConsumerResponse;
import jakarta.json.Json;
import jakarta.json.JsonObject;

/** A consumer's whole answer as JSON. */
final class ConsumerResponseDocument {
  private ConsumerResponseDocument() {}

  static JsonObject write(ConsumerResponse answer) {
    return Json.createObjectBuilder()
        .add("succeeded", answer.succeeded())
        .add("code", answer.code())
        .add("errorCode", answer.errorCode())
        .add("consumeTopics", answer.topics())
        .add("body", answer.text())
        .add("stderr", answer.stderr())
        .add("error", answer.error())
        .add("duration", answer.duration().toString())
        .build();
  }
}
