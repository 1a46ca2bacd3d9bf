package io.pepper.web.api.config.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.config.IniText;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import io.pepper.config.edit.FileLimits;
import io.pepper.config.snapshot.DomainSnapshot;
import io.pepper.config.snapshot.PublishedFile;
import io.pepper.definition.Fields;
import io.pepper.definition.InvalidDefinitionException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The archives of ini files that domains are exported to and imported from. */
public final class ConfigArchive {
  /** The media type of archives. */
  public static final String MEDIA_TYPE = "application/zip";

  private static final int MAX_BYTES_OF_A_FILE = 4 << 20;
  private static final long MAX_BYTES = 64L << 20;

  private ConfigArchive() {}

  /**
   * Writes all files of a domain.
   *
   * @throws InvalidDefinitionException if an ini file cannot have one, naming it
   */
  public static byte[] write(DomainSnapshot domain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, UTF_8)) {
      for (PublishedFile file : domain.files().values()) {
        String path = file.name().path();
        zip.putNextEntry(new ZipEntry(path));
        zip.write(Fields.checked(path, () -> IniText.write(file.content())).getBytes(UTF_8));
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads the files of an archive; folders are passed over.
   *
   * @throws InvalidDefinitionException naming the file that is wrong, or none if it is no archive
   */
  public static Map<FileName, FileContent> read(byte[] archive) {
    Map<FileName, FileContent> files = new LinkedHashMap<>();
    long left = MAX_BYTES;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive), UTF_8)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.isDirectory()) {
          continue;
        }
        String path = entry.getName();
        FileName name = Fields.checked(path, () -> FileName.of(path));
        byte[] bytes = zip.readNBytes(MAX_BYTES_OF_A_FILE + 1);
        left -= bytes.length;
        check(path, bytes.length, left, files.size());
        FileContent content =
            Fields.checked(path, () -> IniText.read(TextBody.decode("it", bytes), false).content());
        if (files.put(name, content) != null) {
          throw new InvalidDefinitionException(path, "is in the archive twice");
        }
      }
    } catch (ZipException | IllegalArgumentException e) {
      throw refused(e);
    } catch (IOException e) {
      throw new InvalidDefinitionException("", "the archive is cut short");
    }
    if (files.isEmpty()) {
      throw new InvalidDefinitionException(
          "", "the body is no zip archive with files: send one as Content-Type: " + MEDIA_TYPE);
    }
    return files;
  }

  private static void check(String path, int bytes, long left, int filesBefore) {
    if (bytes > MAX_BYTES_OF_A_FILE || left < 0) {
      throw new InvalidDefinitionException(
          path,
          "is too large: a file has at most %d bytes, and all together %d"
              .formatted(MAX_BYTES_OF_A_FILE, MAX_BYTES));
    }
    if (filesBefore >= FileLimits.MAX_FILES) {
      throw new InvalidDefinitionException(
          path,
          "is one file more than the %d that a domain can have: import them into several"
              .formatted(FileLimits.MAX_FILES));
    }
  }

  private static InvalidDefinitionException refused(Exception e) {
    return e instanceof InvalidDefinitionException invalid
        ? invalid
        : new InvalidDefinitionException("", "the body is no zip archive: " + e.getMessage());
  }
}
