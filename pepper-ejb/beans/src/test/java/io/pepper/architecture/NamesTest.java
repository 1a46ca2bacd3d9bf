package io.pepper.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import org.junit.jupiter.api.Test;

/** The field's own words: what names of types, methods and constants must not be. */
class NamesTest {
  private static final Pattern EMPTY_WORDS = Pattern.compile(".*(Impl|Utils?|Manager|Helper)");

  private static final Pattern VAGUE_VERBS = Pattern.compile("(look|tell|take)([A-Z].*)?");

  private static final Pattern ODD_CONSTANTS =
      Pattern.compile("(MOST|LEAST|LONGEST|SHORTEST|LARGEST|USUAL|PATIENCE)(_.*)?");

  @Test
  void noTypeHasAnEmptyWordInItsName() {
    List<String> found = new ArrayList<>();
    for (JavaSource source : House.sources()) {
      types(source)
          .forEach(type -> {
            if (EMPTY_WORDS.matcher(type.getSimpleName()).matches()) {
              found.add(source.path() + " " + type.getSimpleName());
            }
          });
    }

    assertThat(found).isEmpty();
  }

  /** The client and the launcher share no class path with the application. */
  @Test
  void aNameStandsForOneType() {
    Map<String, TreeSet<String>> places = new TreeMap<>();
    for (JavaSource source : House.product()) {
      if (!source.module().matches("pepper-(client|launcher)")) {
        types(source)
            .forEach(type ->
                places
                    .computeIfAbsent(type.getSimpleName().toString(), name -> new TreeSet<>())
                    .add(source.path().toString()));
      }
    }
    places.values().removeIf(files -> files.size() == 1);

    assertThat(places).hasSizeLessThanOrEqualTo(HouseBudgets.AMBIGUOUS_NAMES);
  }

  @Test
  void methodsSayWhatTheyDo() {
    List<String> found = new ArrayList<>();
    for (JavaSource source : House.product()) {
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
          boolean overrides =
              method.getModifiers().getAnnotations().stream()
                  .anyMatch(a -> a.getAnnotationType().toString().equals("Override"));
          if (!overrides && VAGUE_VERBS.matcher(method.getName()).matches()) {
            found.add(source.path() + " " + method.getName());
          }
          return super.visitMethod(method, nothing);
        }
      }.scan(source.unit(), null);
    }

    assertThat(found).hasSizeLessThanOrEqualTo(HouseBudgets.VAGUE_VERBS);
  }

  @Test
  void constantsSayWhatTheyLimit() {
    List<String> found = new ArrayList<>();
    for (JavaSource source : House.product()) {
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitVariable(VariableTree field, Void nothing) {
          if (field.getModifiers().getFlags().contains(Modifier.STATIC)
              && ODD_CONSTANTS.matcher(field.getName()).matches()) {
            found.add(source.path() + " " + field.getName());
          }
          return super.visitVariable(field, nothing);
        }
      }.scan(source.unit(), null);
    }

    assertThat(found).hasSizeLessThanOrEqualTo(HouseBudgets.ODD_CONSTANTS);
  }

  @Test
  void namesFromBeforeDoNotComeBack() {
    List<String> found = new ArrayList<>();
    for (JavaSource source : House.sources()) {
      OldNames.TYPES.forEach((packages, names) -> {
        if ((source.packageName() + ".").startsWith(packages + ".")) {
          types(source).stream()
              .filter(type -> names.contains(type.getSimpleName().toString()))
              .forEach(type -> found.add(source.path() + " type " + type.getSimpleName()));
        }
      });
    }
    House.product().forEach(source -> found.addAll(oldVariables(source)));

    assertThat(found).hasSizeLessThanOrEqualTo(HouseBudgets.OLD_NAMES);
  }

  private static List<String> oldVariables(JavaSource source) {
    List<String> found = new ArrayList<>();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitVariable(VariableTree variable, Void nothing) {
        if (OldNames.VARIABLES.contains(variable.getName().toString())) {
          found.add(source.path() + " variable " + variable.getName());
        }
        return super.visitVariable(variable, nothing);
      }
    }.scan(source.unit(), null);
    return found;
  }

  /** Pages of docs/ name types in backticks; the changelog tells of the past. */
  @Test
  void docsUseNoNamesFromBefore() {
    Set<String> gone = OldNames.allTypes();
    House.sources()
        .forEach(
            source -> types(source).forEach(type -> gone.remove(type.getSimpleName().toString())));
    Pattern code = Pattern.compile("`(\\w+)(?:\\.\\w+(?:\\(\\))?)?`");
    List<String> found = new ArrayList<>();
    for (Path file : House.FILES) {
      if (file.toString().endsWith(".md") && !file.endsWith("CHANGELOG.md")) {
        code.matcher(House.read(House.ROOT.resolve(file)))
            .results()
            .filter(match -> gone.contains(match.group(1)))
            .forEach(match -> found.add(file + " " + match.group()));
      }
    }

    assertThat(found).isEmpty();
  }

  /** Returns all types of a source, nested ones too. */
  private static Collection<ClassTree> types(JavaSource source) {
    List<ClassTree> types = new ArrayList<>();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitClass(ClassTree type, Void nothing) {
        if (!type.getSimpleName().isEmpty()) {
          types.add(type);
        }
        return super.visitClass(type, nothing);
      }
    }.scan(source.unit(), null);
    return types;
  }
}
