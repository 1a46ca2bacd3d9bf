package io.pepper.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.util.TreeScanner;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables of docs/architecture.md against the sources. */
class TablesTest {
  /** Words that begin like threads' names. */
  private static final Set<String> NO_THREADS =
      Set.of("pepper-ear", "pepper-connector", "pepper-login", "pepper-oidc");

  /** Threads that libraries start. */
  private static final Set<String> FOREIGN_THREADS =
      Set.of("lettuce-*", "HttpClient-*-SelectorManager", "idle-connection-evictor-*");

  private static final Pattern BUILDER =
      Pattern.compile(
          "Threads\\.(virtual|platform|perTask)"
              + "|Thread\\.of(Virtual|Platform)\\(\\)(\\.\\w+\\([^()]*\\))*\\.name");

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /**
   * A name that the code puts together has {@code *} for each part that is no literal; the table
   * may have words in the place of one that is not the last.
   */
  @Test
  void theThreadTableIsWhole() {
    Set<String> started = new TreeSet<>();
    House.product().stream()
        .filter(source -> !source.module().equals("pepper-client"))
        .forEach(source -> started.addAll(threadNames(source)));
    Set<String> listed = firstCells("## Threads");
    listed.removeAll(FOREIGN_THREADS);

    assertThat(started)
        .as("started, but not in the table %s", listed)
        .allMatch(name -> listed.stream().anyMatch(row -> matches(name, row)));
    assertThat(listed)
        .as("in the table, but not started %s", started)
        .allMatch(row -> started.stream().anyMatch(name -> matches(name, row)));
  }

  private static boolean matches(String name, String row) {
    boolean open = name.endsWith("*");
    String fixed = open ? name.substring(0, name.length() - 1) : name;
    String pattern =
        Pattern.quote(fixed).replace("*", "\\E[\\w-]+\\Q") + (open ? Pattern.quote("*") : "");
    return row.matches(pattern);
  }

  @Test
  void theModuleTableIsWhole() {
    Set<String> modules =
        House.FILES.stream()
            .filter(file -> file.endsWith("pom.xml") && file.getParent() != null)
            .filter(file ->
                !House.read(House.ROOT.resolve(file)).contains("<packaging>pom</packaging>"))
            .map(file -> file.getParent().toString())
            .collect(Collectors.toSet());

    assertThat(firstCells("## The modules")).containsAll(modules);
    assertThat(firstCells("## The modules"))
        .allMatch(folder -> House.ROOT.resolve(folder).toFile().isDirectory());
  }

  /** Returns what stands in backticks in the first column of the table below a heading. */
  private static Set<String> firstCells(String heading) {
    return House.read("docs/architecture.md")
        .lines()
        .dropWhile(line -> !line.equals(heading))
        .skip(1)
        .takeWhile(line -> !line.startsWith("## "))
        .filter(line -> line.startsWith("| "))
        .map(line -> line.split("\\|")[1])
        .flatMap(cell -> CODE.matcher(cell).results())
        .map(name -> name.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> threadNames(JavaSource source) {
    Set<String> names = new TreeSet<>();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
        String method = call.getMethodSelect().toString().replaceAll("\\s", "");
        if (BUILDER.matcher(method).matches()) {
          names.add(name(call.getArguments()));
        }
        return super.visitMethodInvocation(call, nothing);
      }

      @Override
      public Void visitNewClass(NewClassTree made, Void nothing) {
        if (made.getIdentifier().toString().equals("Thread") && made.getArguments().size() > 1) {
          names.add(pattern(made.getArguments().get(1)));
        }
        return super.visitNewClass(made, nothing);
      }

      @Override
      public Void visitBinary(BinaryTree sum, Void nothing) {
        String name = pattern(sum);
        if (!name.matches("pepper-[\\w*-]+")) {
          return super.visitBinary(sum, nothing);
        }
        names.add(name);
        return null;
      }

      @Override
      public Void visitLiteral(LiteralTree literal, Void nothing) {
        if (literal.getValue() instanceof String text
            && text.matches("pepper-[\\w-]+")
            && !text.endsWith("-")
            && !NO_THREADS.contains(text)) {
          names.add(text);
        }
        return super.visitLiteral(literal, nothing);
      }
    }.scan(source.unit(), null);
    names.removeAll(Set.of("*", "**"));
    return names;
  }

  /** Returns a name with its number, if it gets one, as {@code *}. */
  private static String name(List<? extends ExpressionTree> arguments) {
    return pattern(arguments.get(0)) + (arguments.size() > 1 ? "*" : "");
  }

  private static String pattern(ExpressionTree name) {
    return switch (name) {
      case LiteralTree literal -> String.valueOf(literal.getValue());
      case BinaryTree sum -> pattern(sum.getLeftOperand()) + pattern(sum.getRightOperand());
      default -> "*";
    };
  }
}
