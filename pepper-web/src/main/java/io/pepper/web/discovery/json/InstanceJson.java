package io.pepper.web.discovery.json;

import io.pepper.discovery.instance.Instance;
import io.pepper.discovery.instance.Registration;
import io.pepper.discovery.instance.Status;
import io.pepper.json.JsonWriter;

/** The JSON of an instance (docs/protocol.md, Discovery over HTTP). */
final class InstanceJson {
  private InstanceJson() {}

  /**
   * @param renewed when it last gave a sign of life, nanoseconds since 1970
   */
  static void write(JsonWriter json, Instance instance, long renewed) {
    Registration registration = instance.registration();
    json.raw("{\"region\":")
        .string(registration.region())
        .raw(",\"zone\":")
        .string(instance.key().zone())
        .raw(",\"env\":")
        .string(instance.key().app().environment())
        .raw(",\"appid\":")
        .string(instance.key().app().name())
        .raw(",\"hostname\":")
        .string(instance.key().name())
        .raw(",\"addrs\":")
        .strings(registration.addresses())
        .raw(",\"version\":")
        .string(registration.version())
        .raw(",\"metadata\":")
        .strings(instance.metadata())
        .raw(",\"status\":")
        .number(instance.status() == Status.UP ? 1 : 2)
        .raw(",\"reg_timestamp\":")
        .number(instance.registered())
        .raw(",\"up_timestamp\":")
        .number(instance.up())
        .raw(",\"renew_timestamp\":")
        .number(renewed)
        .raw(",\"dirty_timestamp\":")
        .number(instance.changed())
        .raw(",\"latest_timestamp\":")
        .number(instance.changed())
        .raw('}');
  }
}
