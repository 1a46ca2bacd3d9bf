package io.pepper.web.discovery.json;

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
public final class EncodedApplications {
  private static final long MAX_BYTES = 64L * 1024 * 1024;
  private static final int MAX_APPLICATIONS = 10_000;

  /**
   * The age from which on the JSON is made again: heartbeats change no version, but their times are
   * part of it.
   */
  private static final long MAX_AGE = Duration.ofSeconds(5).toNanos();

  private final Map<AppKey, EncodedApplication> encoded = new LinkedHashMap<>(64, 0.75f, true);
  private final ApplicationJson json;

  public EncodedApplications(ApplicationJson json) {
    this.json = json;
  }

  public EncodedApplication of(Application application) {
    long now = System.nanoTime();
    synchronized (encoded) {
      EncodedApplication known = encoded.get(application.key());
      if (known != null && known.isOf(application) && now - known.made() < MAX_AGE) {
        return known;
      }
      EncodedApplication made = new EncodedApplication(application, json, now);
      encoded.put(application.key(), made);
      if (encoded.size() > MAX_APPLICATIONS) {
        removeEldest();
      }
      return made;
    }
  }

  /** Makes room; to be called now and then, as sizes are known only after use. */
  public void shrink() {
    synchronized (encoded) {
      long size = encoded.values().stream().mapToLong(EncodedApplication::size).sum();
      while (size > MAX_BYTES && encoded.size() > 1) {
        size -= removeEldest();
      }
    }
  }

  private long removeEldest() {
    Iterator<EncodedApplication> each = encoded.values().iterator();
    long size = each.next().size();
    each.remove();
    return size;
  }
}
