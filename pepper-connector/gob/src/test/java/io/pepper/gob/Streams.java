package io.pepper.gob;

import io.pepper.gob.read.GobLimits;
import io.pepper.gob.read.GobReader;
import io.pepper.gob.write.GobMessage;
import io.pepper.gob.write.GobWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Whole streams, in memory. */
final class Streams {
  private Streams() {}

  static List<GobValue> read(String hex) {
    return read(HexFormat.of().parseHex(hex), GobLimits.DEFAULT);
  }

  static List<GobValue> read(byte[] stream, GobLimits limits) {
    List<GobValue> values = new ArrayList<>();
    try (GobReader reader = new GobReader(new ByteArrayInputStream(stream), limits)) {
      for (Optional<GobValue> each = reader.read(); each.isPresent(); each = reader.read()) {
        values.add(each.get());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return values;
  }

  static byte[] write(List<GobMessage> messages) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    GobWriter writer = new GobWriter(stream);
    try {
      for (GobMessage each : messages) {
        writer.write(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return stream.toByteArray();
  }

  static String hex(GobMessage... messages) {
    return HexFormat.of().formatHex(write(List.of(messages)));
  }
}
