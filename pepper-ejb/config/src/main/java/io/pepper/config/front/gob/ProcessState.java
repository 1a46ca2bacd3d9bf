package io.pepper.config.front.gob;

import io.pepper.gob.GobInt;
import io.pepper.gob.GobOpaque;
import io.pepper.gob.GobString;
import io.pepper.gob.GobStruct;
import io.pepper.gob.GobUint;
import io.pepper.gob.GobValue;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * The state of a process as the JSON that nodes send over gRPC. What a struct embeds is part of it
 * there.
 */
final class ProcessState {
  private static final String EMBEDDED = "ProcBase";
  private static final int TIME_BYTES = 15;

  /** The second from which Go's times count. */
  private static final long YEAR_1 =
      LocalDate.of(1, 1, 1).atStartOfDay().toEpochSecond(ZoneOffset.UTC);

  private ProcessState() {}

  /** Returns the fields that were sent. */
  static JsonObject json(GobStruct struct) {
    JsonObjectBuilder object = Json.createObjectBuilder();
    add(struct, object);
    return object.build();
  }

  private static void add(GobStruct struct, JsonObjectBuilder object) {
    for (String name : struct.fields().names()) {
      struct.find(name).ifPresent(value -> add(name, value, object));
    }
  }

  private static void add(String name, GobValue value, JsonObjectBuilder object) {
    switch (value) {
      case GobString text -> object.add(name, text.value());
      case GobInt number -> object.add(name, number.value());
      case GobUint number -> object.add(name, number.value());
      case GobOpaque time when isTime(time) -> object.add(name, time(time).toString());
      case GobStruct base when name.equals(EMBEDDED) -> add(base, object);
      case GobStruct part -> object.add(name, json(part));
      default -> {
        // Other programs may report more than there is a place for.
      }
    }
  }

  /** Returns whether it is one of Go's times: a version, seconds, nanoseconds and an offset. */
  private static boolean isTime(GobOpaque time) {
    return time.length() == TIME_BYTES && time.bytes()[0] == 1;
  }

  private static Instant time(GobOpaque time) {
    ByteBuffer bytes = ByteBuffer.wrap(time.bytes(), 1, TIME_BYTES - 1);
    long seconds = Math.clamp(bytes.getLong(), 0, -2 * YEAR_1);
    return Instant.ofEpochSecond(YEAR_1 + seconds, Math.clamp(bytes.getInt(), 0, 999_999_999));
  }
}
