package io.pepper.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What files refer to is there. A section is cited in one of two forms: its heading after a comma,
 * as in <i>docs/settings.md, Cron</i>, or several of them in quotation marks. Links of comments are
 * the compiler's ({@code -Xdoclint:reference} in the pom).
 */
class ReferencesTest {
  private static final Set<String> TEXT =
      Set.of(
          "java",
          "md",
          "xml",
          "yaml",
          "properties",
          "proto",
          "sql",
          "xhtml",
          "js",
          "css",
          "sh",
          "php",
          "py",
          "go",
          "rs",
          "c",
          "txt",
          "xsl",
          "commands",
          "toml");

  /** What stands in the middle of a text that goes on in the next line of a comment. */
  private static final Pattern LINE_BREAK = Pattern.compile("\\s*\\n\\s*(?:\\*(?!/)|//|#|--)?\\s*");

  private static final Pattern PAGE = Pattern.compile("\\bdocs/[\\w./-]*?\\w+\\.md\\b");

  private static final Pattern QUOTED = Pattern.compile("\\}?,? \"([^\"]+)\"");
  private static final Pattern UNQUOTED = Pattern.compile("\\}?, ([A-Z][^;)}]*)");

  private static final Pattern ADR =
      Pattern.compile("\\bADRs? (\\d+(?:(?:, | and | to )\\d+)*)\\b");

  private static final Pattern FOREIGN =
      Pattern.compile(
          "\\bspec/\\w|\\b[Ss]pec \\d|\\b[Cc]ontract \\d|\\([CDZ]\\d+\\)|\\b[Ii]ssue \\d"
              + "|\\.\\./shared|\\bhouse\\.md");

  private static final Pattern MARKDOWN_LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

  private static final Pattern LINKED_ADR = Pattern.compile("(\\d+)\\]\\([^)]*?(\\d{4})-[^)]*\\)");

  private static final Pattern BARE_PAGE = Pattern.compile("(?<![\\w/.-])([\\w-]+\\.md)\\b(?!\\))");

  @Test
  void pagesAndTheirSectionsExist() {
    List<String> broken = new ArrayList<>();
    for (Path file : texts()) {
      String text = LINE_BREAK.matcher(read(file)).replaceAll(" ");
      PAGE.matcher(text)
          .results()
          .forEach(page -> {
            Path target = House.ROOT.resolve(page.group());
            if (!Files.exists(target)) {
              broken.add(file + ": " + page.group());
            } else {
              wrongSections(text, page, sections(target))
                  .forEach(wrong -> broken.add(file + ": " + page.group() + ", " + wrong));
            }
          });
    }

    assertThat(broken).isEmpty();
  }

  private static List<String> wrongSections(String text, MatchResult page, Set<String> sections) {
    List<String> wrong = new ArrayList<>();
    String rest = text.substring(page.end());
    var quoted = QUOTED.matcher(rest);
    if (quoted.lookingAt()) {
      if (!sections.contains(quoted.group(1))) {
        wrong.add(quoted.group(1));
      }
      return wrong;
    }
    var unquoted = UNQUOTED.matcher(rest);
    if (unquoted.lookingAt()
        && sections.stream().noneMatch(name -> startsWithWords(unquoted.group(1), name))) {
      wrong.add(unquoted.group(1).substring(0, Math.min(40, unquoted.group(1).length())));
    }
    return wrong;
  }

  private static boolean startsWithWords(String text, String words) {
    return text.startsWith(words)
        && (text.length() == words.length()
            || !Character.isLetterOrDigit(text.charAt(words.length())));
  }

  /** In a comment a page has its folder before it; in a page of the docs it is a link. */
  @Test
  void pagesAreNamedWithTheirFolder() {
    Set<String> pages =
        House.FILES.stream()
            .filter(file -> file.startsWith("docs") && file.toString().endsWith(".md"))
            .map(file -> file.getFileName().toString())
            .collect(Collectors.toSet());
    List<String> bare = new ArrayList<>();
    for (Path file : House.FILES) {
      if (!file.toString().endsWith(".java")) {
        continue;
      }
      BARE_PAGE
          .matcher(read(file))
          .results()
          .filter(page -> pages.contains(page.group(1)))
          .forEach(page -> bare.add(file + ": " + page.group(1)));
    }

    assertThat(bare).isEmpty();
  }

  @Test
  void decisionsExist() {
    Set<Integer> numbers =
        House.FILES.stream()
            .filter(file -> file.startsWith("docs/adr"))
            .map(file -> file.getFileName().toString())
            .filter(name -> name.matches("\\d{4}-.*\\.md"))
            .map(name -> Integer.parseInt(name.substring(0, 4)))
            .collect(Collectors.toSet());
    List<String> broken = new ArrayList<>();
    for (Path file : texts()) {
      String text = LINE_BREAK.matcher(read(file)).replaceAll(" ");
      ADR.matcher(text)
          .results()
          .flatMap(adr -> Stream.of(adr.group(1).split("\\D+")))
          .filter(number -> !numbers.contains(Integer.parseInt(number)))
          .forEach(number -> broken.add(file + ": ADR " + number));
      LINKED_ADR
          .matcher(text)
          .results()
          .filter(link -> Integer.parseInt(link.group(1)) != Integer.parseInt(link.group(2)))
          .forEach(link -> broken.add(file + ": " + link.group()));
    }

    assertThat(broken).isEmpty();
  }

  @Test
  void linksBetweenPagesLeadSomewhere() {
    List<String> broken = new ArrayList<>();
    for (Path file : texts()) {
      if (!file.toString().endsWith(".md")) {
        continue;
      }
      MARKDOWN_LINK
          .matcher(read(file))
          .results()
          .map(link -> link.group(1))
          .filter(link -> !link.matches("[a-z]+:.*"))
          .filter(link -> !leadsSomewhere(House.ROOT.resolve(file), link))
          .forEach(link -> broken.add(file + ": " + link));
    }

    assertThat(broken).isEmpty();
  }

  private boolean leadsSomewhere(Path from, String link) {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? from : from.resolveSibling(parts[0]);
    return Files.exists(target)
        && (parts.length == 1
            || sections(target).stream().map(ReferencesTest::anchor).toList().contains(parts[1]));
  }

  /** Readers have this repository and nothing else. */
  @Test
  void nothingRefersToWhatIsNotHere() {
    List<String> found = new ArrayList<>();
    for (Path file : texts()) {
      if (!file.endsWith("ReferencesTest.java")) {
        FOREIGN
            .matcher(LINE_BREAK.matcher(read(file)).replaceAll(" "))
            .results()
            .forEach(match -> found.add(file + ": " + match.group()));
      }
    }

    assertThat(found).hasSizeLessThanOrEqualTo(HouseBudgets.FOREIGN_REFERENCES);
  }

  private static List<Path> texts() {
    return House.FILES.stream()
        .filter(file -> {
          String name = file.getFileName().toString();
          return !name.contains(".") || TEXT.contains(name.substring(name.lastIndexOf('.') + 1));
        })
        .toList();
  }

  private static String read(Path file) {
    return House.read(House.ROOT.resolve(file));
  }

  private static Set<String> sections(Path page) {
    return House.read(page)
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ +", "").strip())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns a heading's anchor as GitHub makes it. */
  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", "").replace(' ', '-');
  }
}
