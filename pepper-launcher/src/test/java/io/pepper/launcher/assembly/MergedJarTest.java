package io.pepper.launcher.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergedJarTest {
  @TempDir Path folder;

  @Test
  void keepsTheFirstOfEachNameAndJoinsTheListsOfProviders() throws IOException {
    Path one = jar("one.jar", Map.of("a/A.class", "first", "META-INF/services/S", "one.S"));
    Path two = jar("two.jar", Map.of("a/A.class", "second", "META-INF/services/S", "two.S"));

    try (var merged = merge(one, two)) {
      assertThat(text(merged, "a/A.class")).isEqualTo("first");
      assertThat(text(merged, "META-INF/services/S")).isEqualTo("one.S\ntwo.S\n");
    }
  }

  @Test
  void keepsEveryLicenceUnderTheNameOfItsJar() throws IOException {
    Path one = jar("one.jar", Map.of("META-INF/LICENSE.txt", "of one"));
    Path two = jar("two.jar", Map.of("META-INF/LICENSE.txt", "of two"));

    try (var merged = merge(one, two)) {
      assertThat(text(merged, "META-INF/licenses/one.jar/LICENSE.txt")).isEqualTo("of one");
      assertThat(text(merged, "META-INF/licenses/two.jar/LICENSE.txt")).isEqualTo("of two");
    }
  }

  @Test
  void dropsSignaturesThatNoLongerFit() throws IOException {
    Path signed = jar("signed.jar", Map.of("META-INF/X.SF", "", "module-info.class", "", "x", "x"));

    try (var merged = merge(signed)) {
      assertThat(merged.stream().map(ZipEntry::getName))
          .containsExactly(JarFile.MANIFEST_NAME, "x");
      assertThat(merged.isMultiRelease()).isTrue();
    }
  }

  private JarFile merge(Path... jars) throws IOException {
    Path target = folder.resolve("merged.jar");
    new MergedJar(List.of(jars)).write(target);
    return new JarFile(target.toFile());
  }

  private Path jar(String name, Map<String, String> entries) throws IOException {
    Path jar = folder.resolve(name);
    try (var out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (var entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar;
  }

  private static String text(JarFile jar, String name) throws IOException {
    return new String(
        jar.getInputStream(jar.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
  }
}
