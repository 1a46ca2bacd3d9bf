package io.pepper.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of settings, the documents and the code name the same ones. */
class KnownSettingsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** Names that begin like settings and are none: files, the EAR, an attribute of requests. */
  private static final Pattern NO_SETTING =
      Pattern.compile("pepper\\.(properties|lock|ear|caller|start\\.failure|server\\..*)");

  private static final Set<String> NO_MODULE = Set.of(".git", "docs", "findings", "src", "target");

  private static final Pattern ROW =
      Pattern.compile("^\\| (`pepper\\.[^|]*)\\|", Pattern.MULTILINE);
  private static final Pattern IN_ROW = Pattern.compile("`(pepper\\.[a-z0-9.-]+)`");
  private static final Pattern LITERAL = Pattern.compile("\"(pepper\\.[a-z0-9.-]*)\"");

  @Test
  void areThoseOfTheDocuments() throws IOException {
    Set<String> documented = new TreeSet<>();
    for (String page : List.of("docs/settings.md", "docs/protocol.md")) {
      Matcher rows = ROW.matcher(Files.readString(ROOT.resolve(page)));
      while (rows.find()) {
        IN_ROW.matcher(rows.group(1)).results().forEach(name -> documented.add(name.group(1)));
      }
    }

    assertThat(KnownSettings.NAMES)
        .as("KnownSettings and the tables of docs/settings.md and docs/protocol.md")
        .containsExactlyElementsOf(documented);
  }

  @Test
  void areThoseOfTheCode() {
    List<String> sources = sources();
    Set<String> read =
        sources.stream()
            .flatMap(source -> LITERAL.matcher(source).results())
            .map(literal -> literal.group(1))
            .filter(name -> !name.endsWith(".") && !NO_SETTING.matcher(name).matches())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(KnownSettings.NAMES).as("settings that the code reads").containsAll(read);
    for (String name : KnownSettings.NAMES) {
      if (!read.contains(name) && sources.stream().noneMatch(source -> composes(source, name))) {
        fail("no code reads " + name);
      }
    }
  }

  /** Returns whether a source has the setting's name in two parts, such as a group's prefix. */
  private static boolean composes(String source, String name) {
    for (int dot = name.indexOf('.', 7); dot > 0; dot = name.indexOf('.', dot + 1)) {
      for (int cut : new int[] {dot, dot + 1}) {
        if (source.contains('"' + name.substring(0, cut) + '"')
            && source.contains('"' + name.substring(cut) + '"')) {
          return true;
        }
      }
    }
    return false;
  }

  /** Returns the product's sources. */
  private static List<String> sources() {
    List<String> sources = new ArrayList<>();
    for (Path folder : sourceFolders()) {
      if (!ROOT.relativize(folder).toString().matches("pepper-(test|fixtures|client)/.*")) {
        try (Stream<Path> files = Files.walk(folder)) {
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.endsWith("KnownSettings.java"))
              .map(KnownSettingsTest::read)
              .forEach(sources::add);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    assertThat(sources).hasSizeGreaterThan(500);
    return sources;
  }

  /** Returns the folders of sources, one, two or three levels below the root. */
  private static List<Path> sourceFolders() {
    List<Path> folders = new ArrayList<>();
    List<Path> level = List.of(ROOT);
    for (int depth = 1; depth <= 3; depth++) {
      level = level.stream().flatMap(KnownSettingsTest::modules).toList();
      level.stream()
          .map(module -> module.resolve("src/main/java"))
          .filter(Files::isDirectory)
          .forEach(folders::add);
    }
    return folders;
  }

  private static Stream<Path> modules(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(Files::isDirectory)
          .filter(entry -> !NO_MODULE.contains(entry.getFileName().toString()))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
