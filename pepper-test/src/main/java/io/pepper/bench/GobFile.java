package io.pepper.bench;

import io.pepper.gob.GobBool;
import io.pepper.gob.GobEntry;
import io.pepper.gob.GobInt;
import io.pepper.gob.GobInterface;
import io.pepper.gob.GobList;
import io.pepper.gob.GobMap;
import io.pepper.gob.GobString;
import io.pepper.gob.GobStruct;
import io.pepper.gob.GobValue;
import io.pepper.gob.read.GobLimits;
import io.pepper.gob.read.GobReader;
import io.pepper.gob.write.GobField;
import io.pepper.gob.write.GobMessage;
import io.pepper.gob.write.GobSchema;
import io.pepper.gob.write.GobStructType;
import io.pepper.gob.write.GobType;
import io.pepper.gob.write.GobWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A configuration of 1,000 keys, the same as that of the Go program. Used by one thread. */
final class GobFile {
  private static final int KEYS = 1000;
  private static final int MAX_BYTES = 16 << 20;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

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
      new GobSchema(
          GobSchema.MIN_ID,
          List.of(EVENT),
          Map.of(
              "[]model.StructData", GobType.slice("", STRUCT_DATA),
              "string", GobType.STRING,
              "int", GobType.INT,
              "bool", GobType.BOOL,
              "time.Duration", GobType.INT,
              "map[string]int", GobType.map("", GobType.STRING, GobType.INT)));

  private record Key(String name, String type, String text, Object value) {}

  private final List<Key> keys = new ArrayList<>();
  private final GobReader reader;

  GobFile() throws IOException {
    for (int i = 0; i < KEYS; i++) {
      keys.add(key(i));
    }
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    GobWriter writer = new GobWriter(stream);
    writer.write(message());
    byte[] head = stream.toByteArray();
    stream.reset();
    writer.write(message());
    byte[] tail = stream.toByteArray();
    reader = new GobReader(new RepeatedStream(head, tail), GobLimits.DEFAULT.withBytes(MAX_BYTES));
    decode();
  }

  private static Key key(int i) {
    String name = "key_" + i;
    return switch (i % 10) {
      case 1, 3 -> new Key(name, "int", Integer.toString(i), i);
      case 5 -> new Key(name, "bool", "true", true);
      case 7 -> new Key(name, "time.Duration", i + "s", i * NANOS_PER_SECOND);
      case 9 -> new Key(name, "map[string]int", "a:1,b:2", Map.of("a", 1, "b", 2));
      default -> new Key(name, "string", "the value of key " + i, "the value of key " + i);
    };
  }

  private GobMessage message() {
    List<GobEntry> entries = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      Key key = keys.get(i);
      GobStruct data =
          CONF_DATA.value(
              new GobString(key.type()),
              new GobString(key.name() + " " + key.type()),
              new GobString(key.text()),
              new GobString(key.name()),
              new GobInterface(key.type(), value(key.value())),
              new GobString("Key" + i),
              new GobBool(false));
      entries.add(new GobEntry(new GobString(key.name()), data));
    }
    GobStruct struct = STRUCT_DATA.value(new GobString("Test"), new GobInt(7), new GobMap(entries));
    GobInterface structs = new GobInterface("[]model.StructData", GobList.of(struct));
    return SCHEMA.encode(EVENT, EVENT.value(new GobInt(2), structs));
  }

  private static GobValue value(Object value) {
    return switch (value) {
      case String text -> new GobString(text);
      case Integer number -> new GobInt(number);
      case Long number -> new GobInt(number);
      case Boolean flag -> new GobBool(flag);
      default -> {
        List<GobEntry> entries = new ArrayList<>();
        ((Map<?, ?>) value)
            .forEach((name, number) -> entries.add(new GobEntry(value(name), value(number))));
        yield new GobMap(entries);
      }
    };
  }

  /** Encodes the configuration from its keys. */
  void encode() {
    if (message().length() < KEYS) {
      throw new IllegalStateException("the message lacks keys");
    }
  }

  /** Decodes the configuration from a stream that has defined its types before. */
  void decode() {
    try {
      GobStruct event = (GobStruct) reader.read().orElseThrow();
      if (event.integer("EventType") != 2) {
        throw new IllegalStateException("no configuration was read: " + event);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A stream that begins with its head, and goes on with its tail for ever. */
  private static final class RepeatedStream extends InputStream {
    private final byte[] tail;
    private ByteArrayInputStream now;

    RepeatedStream(byte[] head, byte[] tail) {
      this.tail = tail;
      now = new ByteArrayInputStream(head);
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("the reader reads blocks");
    }

    @Override
    public int read(byte[] to, int offset, int length) {
      if (now.available() == 0) {
        now = new ByteArrayInputStream(tail);
      }
      return now.read(to, offset, length);
    }
  }
}
