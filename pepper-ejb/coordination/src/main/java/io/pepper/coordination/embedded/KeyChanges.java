package io.pepper.coordination.embedded;

import io.pepper.coordination.Coordination.Entry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Changes of lasting keys, one after the other, as the bytes of a record. For one thread. */
final class KeyChanges {
  private static final int PUT = 1;
  private static final int REMOVE = 2;
  private static final int CEILING = 3;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  void put(Entry entry) {
    try {
      out.write(PUT);
      out.writeUTF(entry.key());
      out.writeLong(entry.revision());
      out.writeInt(entry.value().length);
      out.write(entry.value());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void remove(String key) {
    try {
      out.write(REMOVE);
      out.writeUTF(key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void ceiling(long revision) {
    try {
      out.write(CEILING);
      out.writeLong(revision);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int size() {
    return bytes.size();
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  void clear() {
    bytes.reset();
  }

  /**
   * Makes changes again.
   *
   * @param before the ceiling before them
   * @return the ceiling after them
   */
  static long redo(byte[] payload, Map<String, Entry> keys, long before) throws IOException {
    long ceiling = before;
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload));
    while (in.available() > 0) {
      int kind = in.read();
      if (kind == CEILING) {
        ceiling = in.readLong();
      } else if (kind == REMOVE) {
        keys.remove(in.readUTF());
      } else {
        String key = in.readUTF();
        long revision = in.readLong();
        keys.put(key, new Entry(key, in.readNBytes(in.readInt()), revision));
      }
    }
    return ceiling;
  }
}
