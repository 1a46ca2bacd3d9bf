package io.pepper.config.document;

import io.pepper.config.definition.FileContent;
import io.pepper.coordination.ValueJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The compressed form of contents, for what is kept long. */
public final class PackedContent {
  /** Far more than one transaction holds. */
  private static final int MAX_BYTES = 64 << 20;

  private PackedContent() {}

  /** Returns the form of a content from which {@link #read} makes an equal one. */
  public static byte[] write(FileContent content) {
    return pack(ValueJson.bytes(ValueJson.object().add("sections", ContentJson.write(content))));
  }

  /**
   * Reads a content.
   *
   * @throws RuntimeException if these bytes are none
   */
  public static FileContent read(byte[] packed) {
    return ContentJson.read(ValueJson.read(unpack(packed)).getJsonArray("sections"));
  }

  public static byte[] pack(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
    return packed.toByteArray();
  }

  /**
   * @throws UncheckedIOException if these are no packed bytes, or too many
   */
  public static byte[] unpack(byte[] packed) {
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      byte[] bytes = gzip.readNBytes(MAX_BYTES);
      if (gzip.read() >= 0) {
        throw new IOException("more than " + MAX_BYTES + " bytes");
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("not what was packed: " + e.getMessage(), e);
    }
  }
}
