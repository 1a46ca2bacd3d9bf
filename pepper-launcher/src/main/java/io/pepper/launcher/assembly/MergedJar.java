package io.pepper.launcher.assembly;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A jar made of many, on the user's own machine. A class loader searches its jars one after the
 * other, and the server asks for thousands of names in some 360 jars: one jar with one index saves
 * a third of the start. Entries are stored, not deflated, so that reading them costs no CPU.
 *
 * <p>The first jar that has an entry wins, as on a class path. Lists of providers are joined.
 * Licence and notice files are all kept, each under the name of the jar it came from.
 */
record MergedJar(List<Path> jars) {

  private static final String MANIFEST =
      "Manifest-Version: 1.0\r\nMulti-Release: true\r\n\r\n"; // as some of the modules are

  void write(Path target) throws IOException {
    Path unfinished = target.resolveSibling(target.getFileName() + ".unfinished");
    try (var out =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(unfinished)))) {
      store(out, JarFile.MANIFEST_NAME, MANIFEST.getBytes(StandardCharsets.UTF_8));
      Set<String> written = new HashSet<>(Set.of(JarFile.MANIFEST_NAME));
      Map<String, ByteArrayOutputStream> lists = new LinkedHashMap<>();
      for (Path jar : jars) {
        copy(jar, out, written, lists);
      }
      for (var list : lists.entrySet()) {
        store(out, list.getKey(), list.getValue().toByteArray());
      }
    }
    Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void copy(
      Path jar, ZipOutputStream out, Set<String> written, Map<String, ByteArrayOutputStream> lists)
      throws IOException {
    try (var source = new JarFile(jar.toFile(), false)) {
      for (var entry : source.stream().toList()) {
        String name = nameIn(jar, entry.getName());
        if (isDropped(name)) {
          continue;
        }
        byte[] content = source.getInputStream(entry).readAllBytes();
        if (isList(name) && !entry.isDirectory()) {
          var list = lists.computeIfAbsent(name, ignored -> new ByteArrayOutputStream());
          list.writeBytes(content);
          list.write('\n');
        } else if (written.add(name)) {
          store(out, name, content);
        }
      }
    }
  }

  private static boolean isList(String name) {
    return name.startsWith("META-INF/services/") || name.startsWith("META-INF/hk2-locator/");
  }

  private static boolean isDropped(String name) {
    return name.equals(JarFile.MANIFEST_NAME)
        || name.endsWith("module-info.class")
        || name.matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)")
        || name.startsWith("META-INF/maven/");
  }

  private static String nameIn(Path jar, String name) {
    return name.matches("(?i)(META-INF/)?[^/]*(LICEN[CS]E|NOTICE|COPYING)[^/]*")
        ? "META-INF/licenses/" + jar.getFileName() + "/" + name.replace("META-INF/", "")
        : name;
  }

  private static void store(ZipOutputStream out, String name, byte[] content) throws IOException {
    var crc = new CRC32();
    crc.update(content);
    var entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    entry.setTime(0);
    out.putNextEntry(entry);
    out.write(content);
    out.closeEntry();
  }
}
