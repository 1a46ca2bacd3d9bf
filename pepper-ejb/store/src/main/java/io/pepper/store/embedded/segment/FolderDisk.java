package io.pepper.store.embedded.segment;

import io.pepper.settings.Privacy;
import io.pepper.store.StoreUnavailableException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder of the file system, locked against other processes while it is open. */
public final class FolderDisk implements Disk {
  private static final String LOCK = "lock";

  private final Path folder;
  private final FileChannel lock;

  private FolderDisk(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Opens a folder, or creates it.
   *
   * @throws StoreUnavailableException if it cannot be used, for example because another process has
   *     it open; the message names the setting
   */
  public static FolderDisk open(Path folder) {
    try {
      Files.createDirectories(folder, Privacy.folder());
      FileChannel channel =
          FileChannel.open(
              folder.resolve(LOCK),
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              Privacy.file());
      if (!isLocked(channel)) {
        channel.close();
        throw new StoreUnavailableException(
            "The jobs in "
                + folder
                + " are in use by another process;"
                + " stop it, or set pepper.data to another folder",
            null);
      }
      return new FolderDisk(folder, channel);
    } catch (IOException e) {
      throw new StoreUnavailableException(
          "The folder " + folder + " cannot be used (setting pepper.data): " + e, e);
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // This process has it open.
    }
  }

  @Override
  public List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).collect(Collectors.toList());
    }
  }

  @Override
  public DiskFile open(String name) throws IOException {
    return new ChannelFile(
        name,
        FileChannel.open(folder.resolve(name), StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  @Override
  public DiskFile create(String name) throws IOException {
    return new ChannelFile(
        name,
        FileChannel.open(
            folder.resolve(name),
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE),
            Privacy.file()));
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(folder.resolve(name));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void forceNames() throws IOException {
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  @Override
  public long usableBytes() throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  @Override
  public String pathOf(String name) {
    return folder.resolve(name).toString();
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  /** A file of the folder. */
  private record ChannelFile(String name, FileChannel channel) implements DiskFile {
    @Override
    public void read(ByteBuffer target, long position) throws IOException {
      long at = position;
      while (target.hasRemaining()) {
        int count = channel.read(target, at);
        if (count < 0) {
          return;
        }
        at += count;
      }
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      long at = position;
      while (source.hasRemaining()) {
        int count = channel.write(source, at);
        if (count <= 0) {
          throw new EOFException(name + " takes no more bytes at " + at);
        }
        at += count;
      }
    }

    @Override
    public void force() throws IOException {
      channel.force(false);
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
