package io.pepper.client.transport;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * A file that is replaced as a whole: after a crash it holds the old text or the new one. Where the
 * file system knows owners only the owner may read it, since texts hold secrets. For one thread.
 */
public final class StoredText {
  private static final boolean HAS_OWNERS =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private final Path path;
  private final int maxBytes;

  /**
   * Names a file, there or not.
   *
   * @param maxBytes that are read and written
   */
  public StoredText(Path path, int maxBytes) {
    this.path = path.toAbsolutePath();
    this.maxBytes = maxBytes;
  }

  public Path path() {
    return path;
  }

  /**
   * Returns the text; empty if there is no file.
   *
   * @throws IOException if it cannot be read, or is too large
   */
  public Optional<String> load() throws IOException {
    try {
      if (Files.size(path) > maxBytes) {
        throw new IOException("it has more than %d bytes".formatted(maxBytes));
      }
      return Optional.of(Files.readString(path));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * Replaces the text, and returns when the disk has it. Folders are made if needed.
   *
   * @throws IOException if it cannot be written, or is too large; the old one stays
   */
  public void save(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > maxBytes) {
      throw new IOException("it would have more than %d bytes".formatted(maxBytes));
    }
    Path folder = path.getParent();
    Files.createDirectories(folder, permissions("rwx------"));
    Path unfinished =
        Files.createTempFile(
            folder, path.getFileName().toString(), ".new", permissions("rw-------"));
    try {
      Files.write(unfinished, bytes);
      try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
      if (HAS_OWNERS) {
        // The new name is on the disk only when the folder is.
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
          channel.force(true);
        }
      }
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static FileAttribute<?>[] permissions(String text) {
    return HAS_OWNERS
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))
        }
        : new FileAttribute<?>[0];
  }
}
