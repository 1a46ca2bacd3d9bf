package io.pepper.client.select;

import io.pepper.client.Instance;

/** Hashes that are the same in every process and at every time. */
final class Hash {
  private static final long FNV_START = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private Hash() {}

  /** Hashes with FNV-1a over the characters, mixed. */
  static long of(String text) {
    long hash = FNV_START;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return mixed(hash);
  }

  /** Hashes both together; cheap, since strings remember their hash code. */
  static long of(long key, Instance instance) {
    long name =
        (long) instance.zone().hashCode() << 32 | instance.hostname().hashCode() & 0xffffffffL;
    return mixed(key ^ mixed(name));
  }

  /** Returns a number greater than 0 and less than 1. */
  static double fraction(long hash) {
    return ((hash >>> 11) + 0.5) * 0x1.0p-53;
  }

  /** Mixes the bits with MurmurHash3's last step: every bit depends on every other. */
  private static long mixed(long hash) {
    long mixed = hash;
    mixed = (mixed ^ mixed >>> 33) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ mixed >>> 33;
  }
}
