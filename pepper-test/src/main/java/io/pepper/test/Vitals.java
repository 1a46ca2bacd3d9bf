package io.pepper.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a process holds, as the operating system and the JVM's own tools see it. Linux only. */
public final class Vitals {
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Pattern USED = Pattern.compile("used (\\d+)K");
  private static final Pattern THREADS = Pattern.compile("Threads:\\s+(\\d+)");

  private final long pid;

  public Vitals(long pid) {
    this.pid = pid;
  }

  /** Open sockets, listening ones included. */
  public int sockets() {
    int sockets = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
      for (Path file : files) {
        sockets += isSocket(file) ? 1 : 0;
      }
      return sockets;
    } catch (DirectoryIteratorException | IOException e) {
      throw new IllegalStateException("cannot list what process " + pid + " has open", e);
    }
  }

  /** Threads of the operating system. */
  public int threads() {
    return (int) number(THREADS, status());
  }

  /** Resident memory in megabytes. */
  public long residentMegabytes() {
    return number(RESIDENT, status()) >> 10;
  }

  /** The heap's live objects in megabytes: collects garbage first. */
  public long liveHeapMegabytes() {
    jcmd("GC.run");
    return number(USED, jcmd("GC.heap_info")) >> 10;
  }

  private String status() {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/status"));
    } catch (IOException e) {
      throw new UncheckedIOException("process " + pid + " is gone", e);
    }
  }

  private String jcmd(String command) {
    String program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      Process process =
          new ProcessBuilder(program, Long.toString(pid), command)
              .redirectErrorStream(true)
              .start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(program, e);
    }
  }

  private static boolean isSocket(Path file) throws IOException {
    try {
      return Files.readSymbolicLink(file).toString().startsWith("socket:");
    } catch (NoSuchFileException e) {
      return false; // closed while we looked
    }
  }

  private static long number(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + pattern + " in " + text);
    }
    return Long.parseLong(matcher.group(1));
  }
}
