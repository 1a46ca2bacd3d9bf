package io.pepper.connector.gorpc.server;

import io.pepper.connector.gorpc.GorpcCall;
import io.pepper.gob.GobInt;
import io.pepper.gob.GobInterface;
import io.pepper.gob.write.GobField;
import io.pepper.gob.write.GobMessage;
import io.pepper.gob.write.GobSchema;
import io.pepper.gob.write.GobStructType;
import io.pepper.gob.write.GobType;
import java.util.List;
import java.util.Map;

/** The answers of the method {@code Server.Sync}, with as many types of data as tests need. */
final class SyncTypes {
  private static final GobStructType EVENT =
      GobStructType.of(
          "Event", new GobField("EventType", GobType.INT), new GobField("Data", GobType.INTERFACE));

  private static final GobSchema SCHEMA =
      new GobSchema(
          GorpcCall.FIRST_TYPE_ID,
          List.of(EVENT),
          Map.of(
              "string",
              GobType.STRING,
              "int",
              GobType.INT,
              "time.Duration",
              GobType.INT,
              "[]string",
              GobType.slice("", GobType.STRING),
              "map[string]int",
              GobType.map("", GobType.STRING, GobType.INT),
              "map[int]struct {}",
              GobType.map("", GobType.INT, GobStructType.of(""))));

  private SyncTypes() {}

  static GobMessage event(long type, GobInterface data) {
    return SCHEMA.encode(EVENT, EVENT.value(new GobInt(type), data));
  }
}
