package io.pepper.bus.delivery;

import io.pepper.job.Job;
import io.pepper.job.TopicId;
import java.util.HexFormat;

/**
 * The {@code traceparent} of an attempt (W3C Trace Context, version 00). The trace id follows from
 * the job id, so that every attempt in every topic of the queue shows up in one trace without being
 * stored; the parent id differs from attempt to attempt.
 */
final class TraceContext {
  private static final HexFormat HEX = HexFormat.of();

  private TraceContext() {}

  static String of(Job job, TopicId topic) {
    long id = job.id().bits();
    long parent = mixed(id ^ mixed(topic.hashCode() + ((long) job.attempts() << 32)));
    return "00-"
        + HEX.toHexDigits(mixed(id))
        + HEX.toHexDigits(id)
        + "-"
        + HEX.toHexDigits(parent == 0 ? 1 : parent)
        + "-01";
  }

  /** Applies the finaliser of splitmix64: similar ids get unlike trace ids, as samplers need. */
  private static long mixed(long bits) {
    long z = bits + 0x9e3779b97f4a7c15L;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
