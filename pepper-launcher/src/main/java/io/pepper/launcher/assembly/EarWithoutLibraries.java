package io.pepper.launcher.assembly;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The EAR as the launcher deploys it: its libraries, those of its modules included, lie on the
 * launcher's class path instead. The server asks that class path first, so these classes come out
 * of the class-data cache, which covers no class of an application's own loader; and what is not in
 * the EAR is neither unpacked nor searched for annotations at each start. A server that is not
 * started by the launcher gets the EAR as it is.
 *
 * <p>What a library of the WAR says in a web-fragment.xml does not hold then. Only PrimeFaces has
 * one, for a listener that removes the files of its upload component, which no page uses.
 */
record EarWithoutLibraries(Path ear) {

  /** A library: any jar that is not Pepper's own, in the EAR, the WAR or the adapter. */
  private static final Pattern LIBRARY =
      Pattern.compile("(?:lib/|WEB-INF/lib/)?((?!pepper-)[^/]+\\.jar)");

  /** An archive whose entries are copied one by one: a module, or a jar of Pepper's own. */
  private static final Pattern ARCHIVE =
      Pattern.compile("[^/]+\\.(?:war|rar)|(?:.*/)?pepper-[^/]+\\.jar");

  /**
   * Writes the EAR without its libraries.
   *
   * @return the libraries, as files in {@code folder}
   */
  List<Path> writeTo(Path target, Path folder) throws IOException {
    Files.createDirectories(folder);
    var libraries = new ArrayList<Path>();
    try (var in = Files.newInputStream(ear);
        var out = new BufferedOutputStream(Files.newOutputStream(target))) {
      split(in, out, folder, libraries);
    }
    return libraries;
  }

  private static void split(InputStream from, OutputStream to, Path folder, List<Path> libraries)
      throws IOException {
    var in = new ZipInputStream(from);
    var out = new ZipOutputStream(to);
    for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
      byte[] content = in.readAllBytes();
      var library = LIBRARY.matcher(entry.getName());
      if (library.matches()) {
        libraries.add(keep(content, folder.resolve(library.group(1))));
        continue;
      }
      out.putNextEntry(new ZipEntry(entry.getName()));
      if (ARCHIVE.matcher(entry.getName()).matches()) {
        var archive = new ByteArrayOutputStream();
        split(new ByteArrayInputStream(content), archive, folder, libraries);
        content = archive.toByteArray();
      } else if (entry.getName().equals(JarFile.MANIFEST_NAME)) {
        content = withoutClassPath(content);
      }
      out.write(content);
      out.closeEntry();
    }
    out.finish();
  }

  /**
   * Returns a manifest without the class path, which names the libraries beside the module: the
   * server would search each of them, and log a stack trace for each that is not there.
   */
  private static byte[] withoutClassPath(byte[] content) throws IOException {
    var manifest = new Manifest(new ByteArrayInputStream(content));
    manifest.getMainAttributes().remove(Attributes.Name.CLASS_PATH);
    var shorter = new ByteArrayOutputStream();
    manifest.write(shorter);
    return shorter.toByteArray();
  }

  /**
   * Writes a library unless the file has the same bytes: a new time of a jar makes the class-data
   * cache void.
   */
  private static Path keep(byte[] library, Path file) throws IOException {
    if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), library)) {
      Files.write(file, library);
    }
    return file;
  }
}
