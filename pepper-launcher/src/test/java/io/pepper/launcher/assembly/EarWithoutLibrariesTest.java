package io.pepper.launcher.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarWithoutLibrariesTest {
  private static final String MANIFEST =
      "Manifest-Version: 1.0\r\nClass-Path: lib/guava.jar lib/jetcd.jar\r\nBuild-Jdk-Spec: 25\r\n\r\n";

  @TempDir Path folder;

  @BeforeEach
  void pack() throws IOException {
    byte[] war =
        zip(Map.of("WEB-INF/lib/faces.jar", bytes("faces"), "WEB-INF/classes/A", bytes("a")));
    byte[] rar = zip(Map.of("json.jar", bytes("json"), "pepper-connector-1.jar", bytes("own")));
    Files.write(
        folder.resolve("full.ear"),
        zip(
            Map.of(
                "META-INF/application.xml", bytes("<application/>"),
                "lib/guava.jar", bytes("guava"),
                "pepper-ejb.jar", zip(Map.of("META-INF/MANIFEST.MF", bytes(MANIFEST))),
                "pepper-web.war", war,
                "pepper-connector.rar", rar)));
  }

  @Test
  void takesTheLibrariesOutOfTheEarAndOfItsModules() throws IOException {
    List<Path> libraries = split();

    assertThat(libraries)
        .extracting(library -> library.getFileName() + "=" + Files.readString(library))
        .containsExactlyInAnyOrder("guava.jar=guava", "faces.jar=faces", "json.jar=json");
    try (var rest = new ZipFile(folder.resolve("thin.ear").toFile())) {
      assertThat(rest.stream().map(ZipEntry::getName))
          .containsExactlyInAnyOrder(
              "META-INF/application.xml",
              "pepper-ejb.jar",
              "pepper-web.war",
              "pepper-connector.rar");
      assertThat(names(rest, "pepper-web.war")).containsExactly("WEB-INF/classes/A");
      assertThat(names(rest, "pepper-connector.rar")).containsExactly("pepper-connector-1.jar");
    }
  }

  /** The server would log a stack trace for each library that a manifest names in vain. */
  @Test
  void namesNoLibraryInAManifest() throws IOException {
    split();

    try (var rest = new ZipFile(folder.resolve("thin.ear").toFile());
        var jar = new ZipInputStream(rest.getInputStream(rest.getEntry("pepper-ejb.jar")))) {
      assertThat(jar.getNextEntry().getName()).isEqualTo("META-INF/MANIFEST.MF");
      assertThat(new String(jar.readAllBytes(), StandardCharsets.UTF_8))
          .contains("Build-Jdk-Spec: 25")
          .doesNotContain("Class-Path", "guava");
    }
  }

  @Test
  void leavesALibraryThatHasNotChanged() throws IOException {
    var longAgo = FileTime.fromMillis(1_000);
    for (Path library : split()) {
      Files.setLastModifiedTime(library, longAgo);
    }
    Files.writeString(folder.resolve("lib/guava.jar"), "an older one");

    assertThat(split())
        .allSatisfy(library -> {
          boolean changed = library.endsWith("guava.jar");
          assertThat(Files.getLastModifiedTime(library).equals(longAgo)).isEqualTo(!changed);
        });
    assertThat(folder.resolve("lib/guava.jar")).hasContent("guava");
  }

  private List<Path> split() throws IOException {
    return new EarWithoutLibraries(folder.resolve("full.ear"))
        .writeTo(folder.resolve("thin.ear"), folder.resolve("lib"));
  }

  private static List<String> names(ZipFile archive, String module) throws IOException {
    var names = new ArrayList<String>();
    var content = archive.getInputStream(archive.getEntry(module)).readAllBytes();
    try (var in = new ZipInputStream(new ByteArrayInputStream(content))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    return names;
  }

  private static byte[] zip(Map<String, byte[]> entries) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ZipOutputStream(bytes)) {
      for (var entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
        out.closeEntry();
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
