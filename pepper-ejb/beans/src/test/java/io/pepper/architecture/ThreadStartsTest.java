package io.pepper.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The one source of threads: whoever starts them otherwise forgets the name, the kind, or what
 * becomes of a failure that nothing catches.
 */
class ThreadStartsTest {
  private static final Pattern STARTS =
      Pattern.compile("Thread(\\.|::)(of(Virtual|Platform)|startVirtualThread|new)");

  private static final Pattern EXECUTORS =
      Pattern.compile("Executors(\\.|::)new\\w+|new(Scheduled)?ThreadPoolExecutor|newForkJoinPool");

  private static final Pattern CLASSES = Pattern.compile("newThread|newTimer");

  @Test
  void threadsComeFromOneSource() {
    List<String> found = new ArrayList<>();
    House.product().stream()
        .filter(source -> !HouseBudgets.MODULES_WITH_THREADS_OF_THEIR_OWN.contains(source.module()))
        .filter(source -> !source.path().endsWith("io/pepper/concurrent/Threads.java"))
        .forEach(source -> found.addAll(starts(source)));

    assertThat(found).isEmpty();
  }

  private static List<String> starts(JavaSource source) {
    List<String> found = new ArrayList<>();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
        check(call, simple(text(call.getMethodSelect())), call.getArguments());
        return super.visitMethodInvocation(call, nothing);
      }

      @Override
      public Void visitMemberReference(MemberReferenceTree reference, Void nothing) {
        check(reference, simple(text(reference)), List.of());
        return super.visitMemberReference(reference, nothing);
      }

      @Override
      public Void visitNewClass(NewClassTree made, Void nothing) {
        String type = text(made.getIdentifier()).replaceAll("<.*>", "");
        check(made, "new" + simple(type), made.getArguments());
        return super.visitNewClass(made, nothing);
      }

      private void check(Tree place, String name, List<? extends ExpressionTree> arguments) {
        boolean ours = arguments.stream().anyMatch(each -> text(each).contains("Threads."));
        if (STARTS.matcher(name).matches()
            || CLASSES.matcher(name).matches()
            || EXECUTORS.matcher(name).matches() && !ours) {
          long start = House.comments().getSourcePositions().getStartPosition(source.unit(), place);
          found.add(source.path() + ":" + source.lineOf(start) + " " + name);
        }
      }
    }.scan(source.unit(), null);
    return found;
  }

  private static String text(Tree tree) {
    return tree.toString().replaceAll("\\s", "");
  }

  /** Returns a name without the packages before it. */
  private static String simple(String name) {
    return name.replaceFirst("^([a-z]\\w*\\.)+(?=[A-Z])", "");
  }
}
