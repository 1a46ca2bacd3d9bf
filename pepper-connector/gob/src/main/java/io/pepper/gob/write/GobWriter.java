package io.pepper.gob.write;

import io.pepper.gob.GobException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes encoded values to one stream, the definitions of each schema before its first value. For
 * one thread at a time. Does not flush.
 */
public final class GobWriter {
  private final OutputStream stream;
  private final List<GobSchema> defined = new ArrayList<>(2);

  public GobWriter(OutputStream stream) {
    this.stream = stream;
  }

  /**
   * Writes a value.
   *
   * @throws GobException if its schema uses an id of another schema of this stream for a type
   */
  public void write(GobMessage message) throws IOException {
    GobSchema schema = message.schema();
    if (!defined.contains(schema)) {
      if (defined.stream().anyMatch(schema::sharesIdsWith)) {
        throw new GobException("two schemas of a stream use the same ids for types");
      }
      defined.add(schema);
      stream.write(schema.definitions());
    }
    stream.write(message.bytes());
  }
}
