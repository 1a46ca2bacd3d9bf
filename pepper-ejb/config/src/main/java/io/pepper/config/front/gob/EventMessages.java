package io.pepper.config.front.gob;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.node.ConfigStruct;
import io.pepper.config.node.NodeConfig;
import io.pepper.config.sync.SyncAnswer;
import io.pepper.config.value.ValueType;
import io.pepper.connector.gorpc.GorpcCall;
import io.pepper.gob.GobBool;
import io.pepper.gob.GobEntry;
import io.pepper.gob.GobInt;
import io.pepper.gob.GobInterface;
import io.pepper.gob.GobList;
import io.pepper.gob.GobMap;
import io.pepper.gob.GobString;
import io.pepper.gob.GobStruct;
import io.pepper.gob.GobValue;
import io.pepper.gob.write.GobField;
import io.pepper.gob.write.GobMessage;
import io.pepper.gob.write.GobSchema;
import io.pepper.gob.write.GobStructType;
import io.pepper.gob.write.GobType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The answers as gokeeper's events. What a node is to have is encoded once for all nodes that have
 * the same.
 */
final class EventMessages {
  /** The types of events: an answer without news has none, and its data is not sent. */
  private static final int CONFIG_CHANGED = 2;

  private static final int REGISTER = 3;
  private static final int REPORT_PROCESS = 5;

  private static final String STRUCTS_NAME = "[]model.StructData";

  private static final GobStructType CONF_DATA =
      GobStructType.of(
          "ConfData",
          new GobField("Type", GobType.STRING),
          new GobField("RawKey", GobType.STRING),
          new GobField("RawValue", GobType.STRING),
          new GobField("Key", GobType.STRING),
          new GobField("Value", GobType.INTERFACE),
          new GobField("StructKey", GobType.STRING),
          new GobField("IsJson", GobType.BOOL));

  private static final GobStructType STRUCT_DATA =
      GobStructType.of(
          "StructData",
          new GobField("Name", GobType.STRING),
          new GobField("Version", GobType.INT),
          new GobField("Data", GobType.map("", GobType.STRING, CONF_DATA)));

  private static final GobStructType EVENT =
      GobStructType.of(
          "Event", new GobField("EventType", GobType.INT), new GobField("Data", GobType.INTERFACE));

  private static final GobSchema SCHEMA =
      new GobSchema(GorpcCall.FIRST_TYPE_ID, List.of(EVENT), named());

  private static final GobMessage UNCHANGED = event(0, null);
  private static final GobMessage WISH_TO_REGISTER = event(REGISTER, null);
  private static final GobMessage WISH_FOR_PROCESS = event(REPORT_PROCESS, null);

  private EventMessages() {}

  private static Map<String, GobType> named() {
    Map<String, GobType> named = new LinkedHashMap<>();
    named.put(STRUCTS_NAME, GobType.slice("", STRUCT_DATA));
    named.putAll(GobValues.types());
    return named;
  }

  static GobMessage of(SyncAnswer answer) {
    return switch (answer) {
      case SyncAnswer.Unchanged none -> UNCHANGED;
      case SyncAnswer.Register wish -> WISH_TO_REGISTER;
      case SyncAnswer.ReportProcess wish -> WISH_FOR_PROCESS;
      case SyncAnswer.Changed changed ->
          changed
              .config()
              .encoded(
                  GobMessage.class,
                  changed.version(),
                  () -> config(changed.config(), changed.version()));
    };
  }

  private static GobMessage event(int type, GobInterface data) {
    return SCHEMA.encode(EVENT, EVENT.value(new GobInt(type), data));
  }

  private static GobMessage config(NodeConfig config, long version) {
    List<GobValue> structs =
        config.structs().stream().map(each -> (GobValue) struct(each, version)).toList();
    return event(CONFIG_CHANGED, new GobInterface(STRUCTS_NAME, new GobList(structs)));
  }

  private static GobStruct struct(ConfigStruct struct, long version) {
    List<GobEntry> keys =
        struct.keys().values().stream()
            .map(entry -> new GobEntry(new GobString(entry.key().value()), key(entry)))
            .toList();
    return STRUCT_DATA.value(new GobString(struct.name()), new GobInt(version), new GobMap(keys));
  }

  private static GobStruct key(ConfigEntry entry) {
    return CONF_DATA.value(
        new GobString(entry.wireType()),
        new GobString(entry.rawKey()),
        new GobString(entry.value()),
        new GobString(entry.key().value()),
        GobValues.of(entry),
        new GobString(entry.key().fieldName()),
        new GobBool(entry.type() == ValueType.JSON));
  }
}
