package io.pepper.web.discovery.json;

import io.pepper.discovery.instance.Application;
import io.pepper.json.JsonWriter;
import io.pepper.web.discovery.http.EncodedReply;
import io.pepper.web.discovery.http.ReplyCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The encoded reply to all polls that wait for one version of an application: made for the first
 * that asks, then shared. Safe for any number of threads.
 */
public final class EncodedApplication {
  /** Smallest size that is compressed, in bytes: below it a smaller reply saves nothing. */
  private static final int WORTH_COMPRESSING = 1024;

  private final Application application;
  private final ApplicationJson json;
  private final long made;
  private EncodedReply reply;
  private byte[] result;

  /**
   * @param made when, as of {@link System#nanoTime}
   */
  EncodedApplication(Application application, ApplicationJson json, long made) {
    this.application = application;
    this.json = json;
    this.made = made;
  }

  boolean isOf(Application other) {
    return application.changed() == other.changed()
        && application.settings().equals(other.settings());
  }

  long made() {
    return made;
  }

  /**
   * Returns all its UP instances as the reply to {@code polls}, if there is nothing else to report.
   */
  public synchronized EncodedReply polls() {
    if (reply == null) {
      byte[] body = PollsReply.of(application.key().name(), result());
      reply = new EncodedReply(ReplyCode.OK, body, compressed(body));
    }
    return reply;
  }

  /** Returns the result for the application with its UP instances. */
  public synchronized byte[] result() {
    if (result == null) {
      JsonWriter writer = new JsonWriter(1024);
      json.write(writer, application, StatusFilter.UP, "");
      result = writer.bytes();
    }
    return result;
  }

  /** Returns the number of bytes that it holds now. */
  synchronized long size() {
    long size = result == null ? 0 : result.length;
    if (reply != null) {
      size += reply.json().length + reply.gzipped().map(gzip -> gzip.length).orElse(0);
    }
    return size;
  }

  private static Optional<byte[]> compressed(byte[] body) {
    if (body.length < WORTH_COMPRESSING) {
      return Optional.empty();
    }
    ByteArrayOutputStream to = new ByteArrayOutputStream(body.length / 4);
    try (OutputStream gzip = new FastGzip(to)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.of(to.toByteArray());
  }

  /** Compression at the first level, which does nearly all that the others do. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream to) throws IOException {
      super(to, 8192);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
