package io.pepper.architecture;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The repository as text: its files, and its Java sources parsed but not compiled. Read once for
 * all tests of a JVM.
 */
final class House {
  private static final Set<String> NOT_OURS = Set.of(".git", "node_modules", ".idea");

  private static final Set<String> NOT_TEXT = Set.of("png", "ico", "jar", "mod", "sum", "lock");

  /** The repository's folder. */
  static final Path ROOT = findRoot();

  /** All text files that belong to the repository, Java sources too: paths below the root. */
  static final List<Path> FILES = findFiles();

  private House() {}

  /** Returns all Java sources, tests too. */
  static List<JavaSource> sources() {
    return Parsed.SOURCES;
  }

  /** Returns the comments of the sources. */
  static DocTrees comments() {
    return Parsed.COMMENTS;
  }

  /** Returns the sources that are shipped: main sources of all modules but those for tests. */
  static List<JavaSource> product() {
    return sources().stream().filter(JavaSource::isProduct).toList();
  }

  /** Returns the sources that are shipped, by module. */
  static Map<String, List<JavaSource>> productByModule() {
    return product().stream().collect(Collectors.groupingBy(JavaSource::module));
  }

  /** Returns the text of a file of the repository. */
  static String read(String file) {
    return read(ROOT.resolve(file));
  }

  /** Returns the text of a file. */
  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  private static List<Path> findFiles() {
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          ROOT,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes a) {
              String name = folder.getFileName().toString();
              boolean built =
                  name.equals("target") && Files.exists(folder.resolveSibling("pom.xml"));
              return built || NOT_OURS.contains(name)
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes a) {
              String name = file.getFileName().toString();
              if (!NOT_TEXT.contains(name.substring(name.lastIndexOf('.') + 1))) {
                found.add(ROOT.relativize(file));
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    found.sort(null);
    return List.copyOf(found);
  }

  private static Path findRoot() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("pepper-ejb/beans/pom.xml"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  /** The parsed sources, made by the first test that needs them. */
  private static final class Parsed {
    static final List<JavaSource> SOURCES;
    static final DocTrees COMMENTS;

    static {
      JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
      StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
      List<Path> paths =
          FILES.stream()
              .filter(file -> file.toString().endsWith(".java"))
              .map(ROOT::resolve)
              .toList();
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  problem -> {},
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(paths));
      COMMENTS = DocTrees.instance(task);
      SOURCES = parse(task);
    }

    private Parsed() {}

    private static List<JavaSource> parse(JavacTask task) {
      try {
        List<JavaSource> sources = new ArrayList<>();
        for (CompilationUnitTree unit : task.parse()) {
          JavaFileObject file = unit.getSourceFile();
          Path path = ROOT.relativize(Path.of(file.toUri()));
          sources.add(new JavaSource(path, file.getCharContent(true).toString(), unit));
        }
        return List.copyOf(sources);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
