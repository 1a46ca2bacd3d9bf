package io.pepper.web.discovery;

import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.Application;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The JSON of applications that were asked for lately, each version made once. Bounded: what was
 * not asked for longest goes first. Safe for any number of threads.
 */
final class Encodings {
  private static final long MOST_BYTES = 64L * 1024 * 1024;
  private static final int MOST = 10_000;

  /** Heartbeats change no version, but when they came is part of the JSON. */
  private static final long FRESH = Duration.ofSeconds(5).toNanos();

  private final Map<AppKey, PollReplyCache> encoded = new LinkedHashMap<>(64, 0.75f, true);
  private final ApplicationJson json;

  Encodings(ApplicationJson json) {
    this.json = json;
  }

  PollReplyCache of(Application application) {
    long now = System.nanoTime();
    synchronized (encoded) {
      PollReplyCache known = encoded.get(application.key());
      if (known != null && known.isOf(application) && now - known.made() < FRESH) {
        return known;
      }
      PollReplyCache made = new PollReplyCache(application, json, now);
      encoded.put(application.key(), made);
      if (encoded.size() > MOST) {
        removeEldest();
      }
      return made;
    }
  }

  /** Makes room; to be called now and then, as sizes are known only after use. */
  void shrink() {
    synchronized (encoded) {
      long size = encoded.values().stream().mapToLong(PollReplyCache::size).sum();
      while (size > MOST_BYTES && encoded.size() > 1) {
        size -= removeEldest();
      }
    }
  }

  private long removeEldest() {
    Iterator<PollReplyCache> each = encoded.values().iterator();
    long size = each.next().size();
    each.remove();
    return size;
  }
}
