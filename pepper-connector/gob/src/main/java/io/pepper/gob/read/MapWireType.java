package io.pepper.gob.read;

import io.pepper.gob.GobEntry;
import io.pepper.gob.GobMap;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** A map: its length, then each key with its value. */
final class MapWireType implements WireType {
  private static final int FIRST_PLACES = 64;

  private final TypeReference key;
  private final TypeReference value;

  MapWireType(long key, long value) {
    this.key = new TypeReference(key);
    this.value = new TypeReference(value);
  }

  @Override
  public GobMap read(ValueInput in) throws IOException {
    int count = in.count();
    in.enter(count);
    WireType keys = key.in(in.types());
    WireType values = value.in(in.types());
    GobEntry[] entries = new GobEntry[Math.min(count, FIRST_PLACES)];
    for (int i = 0; i < count; i++) {
      if (i == entries.length) {
        entries = Arrays.copyOf(entries, Math.min(count, 2 * i));
      }
      entries[i] = new GobEntry(keys.read(in), values.read(in));
    }
    in.leave();
    return new GobMap(List.of(entries));
  }
}
