package io.pepper.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The doc comments of a source that do not begin as they should: a type's, a field's and a
 * package's with a noun phrase, a method's with a verb in the third person. Comments that only
 * inherit, and those of methods that have nothing but tags, are not counted.
 */
final class DocVoice extends TreePathScanner<Void, Void> {
  /** Words with which a fragment begins. */
  private static final Set<String> FRAGMENT =
      Set.of(
          """
          What Whether Of By As Nobody It Who Whoever Whom Whose Where When While How If So That \
          Those Which In On At For From To With Without Until Since Only Not Never Also Here There \
          Then Nothing Something Somebody Everything Everybody Because Same Like Than More Most \
          Less Such Beside Meanwhile Said Told Taken Made Called Given Used Read Written Kept Sent \
          Set Null Empty True False Blocks? Up Down Safe Thread-safe Immutable Mutable Pure Bounded\
          """
              .split(" "));

  private static final Pattern FIRST_WORD = Pattern.compile("(?:\\{@\\w+ )?([\\w'-]+)");
  private static final Pattern THIRD_PERSON = Pattern.compile("[A-Z][a-z-]+s");

  private final JavaSource source;
  private final List<String> wrong = new ArrayList<>();
  private int count;

  private DocVoice(JavaSource source) {
    this.source = source;
  }

  /** Reads the comments of a source. */
  static DocVoice of(JavaSource source) {
    DocVoice voice = new DocVoice(source);
    voice.scan(source.unit(), null);
    return voice;
  }

  /** Returns how many comments there are. */
  int count() {
    return count;
  }

  /** Returns those in fragments: place and beginning. */
  List<String> wrong() {
    return wrong;
  }

  @Override
  public Void visitPackage(PackageTree tree, Void nothing) {
    check(tree, false);
    return super.visitPackage(tree, nothing);
  }

  @Override
  public Void visitClass(ClassTree tree, Void nothing) {
    check(tree, false);
    return super.visitClass(tree, nothing);
  }

  @Override
  public Void visitMethod(MethodTree tree, Void nothing) {
    check(tree, true);
    return super.visitMethod(tree, nothing);
  }

  @Override
  public Void visitVariable(VariableTree tree, Void nothing) {
    check(tree, false);
    return super.visitVariable(tree, nothing);
  }

  private void check(Tree tree, boolean method) {
    String comment = House.comments().getDocComment(getCurrentPath());
    if (comment == null) {
      return;
    }
    String text = comment.strip().replaceAll("\\s+", " ");
    if (text.isEmpty() || text.startsWith("{@inheritDoc") || method && text.startsWith("@")) {
      return;
    }
    count++;
    Matcher matcher = FIRST_WORD.matcher(text);
    String word = matcher.lookingAt() ? matcher.group(1) : "";
    boolean bad =
        FRAGMENT.contains(word)
            || text.startsWith("@")
            || method && !THIRD_PERSON.matcher(word).matches();
    if (bad) {
      long at = House.comments().getSourcePositions().getStartPosition(source.unit(), tree);
      wrong.add(
          source.path()
              + ":"
              + source.lineOf(at)
              + " "
              + text.substring(0, Math.min(70, text.length())));
    }
  }
}
