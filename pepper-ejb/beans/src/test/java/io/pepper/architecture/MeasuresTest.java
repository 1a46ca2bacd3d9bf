package io.pepper.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import org.junit.jupiter.api.Test;

/** The sizes of the house: {@link HouseBudgets} over all that is shipped. */
class MeasuresTest {
  private static final Set<String> BROAD = Set.of("Exception", "RuntimeException", "Throwable");

  @Test
  void packagesAreSmall() {
    Map<String, Long> files =
        House.product().stream()
            .filter(source -> !source.isPackageInfo())
            .collect(
                Collectors.groupingBy(
                    source -> source.path().getParent().toString(),
                    TreeMap::new,
                    Collectors.counting()));
    files.values().removeIf(count -> count <= HouseBudgets.MAX_FILES_OF_A_PACKAGE);

    assertThat(files).hasSizeLessThanOrEqualTo(HouseBudgets.LARGE_PACKAGES);
  }

  @Test
  void filesAreShort() {
    List<String> longOnes =
        House.product().stream()
            .filter(source -> source.lines() > HouseBudgets.MAX_LINES_OF_A_FILE)
            .map(source -> source.path() + ": " + source.lines())
            .toList();

    assertThat(longOnes).hasSizeLessThanOrEqualTo(HouseBudgets.LONG_FILES);
  }

  @Test
  void methodsAreShort() {
    List<String> longOnes = new ArrayList<>();
    for (JavaSource source : House.product()) {
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
          var positions = House.comments().getSourcePositions();
          if (method.getBody() != null) {
            long first = source.lineOf(positions.getStartPosition(source.unit(), method.getBody()));
            long last = source.lineOf(positions.getEndPosition(source.unit(), method.getBody()));
            if (last - first - 1 > HouseBudgets.MAX_LINES_OF_A_METHOD) {
              longOnes.add(source.path() + " " + method.getName());
            }
          }
          return super.visitMethod(method, nothing);
        }
      }.scan(source.unit(), null);
    }

    assertThat(longOnes).hasSizeLessThanOrEqualTo(HouseBudgets.LONG_METHODS);
  }

  @Test
  void typesAreAsPrivateAsTheyCanBe() {
    double share = publicShare(House.product());

    assertThat(share)
        .as(
            "public of all top-level types in percent; by module %s",
            House.productByModule().entrySet().stream()
                .map(module -> "%s %.0f".formatted(module.getKey(), publicShare(module.getValue())))
                .sorted()
                .toList())
        .isLessThanOrEqualTo(HouseBudgets.MAX_PUBLIC_TYPES);
  }

  private static double publicShare(List<JavaSource> sources) {
    List<ClassTree> types =
        sources.stream()
            .flatMap(source -> source.unit().getTypeDecls().stream())
            .filter(ClassTree.class::isInstance)
            .map(ClassTree.class::cast)
            .toList();
    long shown =
        types.stream()
            .filter(type -> type.getModifiers().getFlags().contains(Modifier.PUBLIC))
            .count();
    return 100.0 * shown / types.size();
  }

  @Test
  void commentsAreSentences() {
    List<DocVoice> voices = House.product().stream().map(DocVoice::of).toList();
    int count = voices.stream().mapToInt(DocVoice::count).sum();
    List<String> wrong = voices.stream().flatMap(voice -> voice.wrong().stream()).toList();

    assertThat(100.0 * wrong.size() / count)
        .as("of %d comments in percent:%n%s", count, String.join("\n", wrong))
        .isLessThanOrEqualTo(HouseBudgets.MAX_FRAGMENTS);
  }

  /**
   * Who catches everything hides defects, except at the edge of a thread or of foreign code, where
   * the defect would end what serves others. The first line of such a catch says what it protects:
   * {@code // Edge: …}.
   */
  @Test
  void broadCatchesSayWhatTheyProtect() {
    List<String> unmarked = new ArrayList<>();
    for (JavaSource source : House.product()) {
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitCatch(CatchTree caught, Void nothing) {
          long at =
              House.comments()
                  .getSourcePositions()
                  .getStartPosition(source.unit(), caught.getBlock());
          if (isBroad(caught.getParameter().getType())
              && !source.text().substring((int) at + 1).stripLeading().startsWith("// Edge: ")) {
            unmarked.add(source.path() + ":" + source.lineOf(at));
          }
          return super.visitCatch(caught, nothing);
        }
      }.scan(source.unit(), null);
    }

    assertThat(unmarked).hasSizeLessThanOrEqualTo(HouseBudgets.BROAD_CATCHES);
  }

  /** A test that skips itself is green without a reason: see NeededTool of pepper-test. */
  @Test
  void noTestSkipsItself() {
    Pattern skip =
        Pattern.compile("\\bAssumptions\\.|@Disabled|@Enabled\\w*If|\\bTestAbortedException");
    List<String> found =
        House.sources().stream()
            .filter(source -> !source.isMain())
            .filter(source -> !source.path().endsWith("NeededTool.java"))
            .filter(source -> !source.path().endsWith("MeasuresTest.java"))
            .filter(source -> skip.matcher(source.text()).find())
            .map(source -> source.path().toString())
            .toList();

    assertThat(found).isEmpty();
  }

  private static boolean isBroad(Tree type) {
    return type instanceof UnionTypeTree union
        ? union.getTypeAlternatives().stream().anyMatch(MeasuresTest::isBroad)
        : BROAD.contains(type.toString());
  }
}
