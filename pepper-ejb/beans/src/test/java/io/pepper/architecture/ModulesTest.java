package io.pepper.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The arrows between the Maven modules, which the compiler holds as long as the poms are right. A
 * new folder below {@code pepper-ejb/} is a capability, one below {@code bridges/} a bridge; all of
 * these stand on {@code bridges/kit}.
 */
class ModulesTest {
  private static final Pattern ARTIFACT =
      Pattern.compile("</parent>\\s*<artifactId>([\\w-]+)</artifactId>");

  private static final Pattern DEPENDENCY =
      Pattern.compile(
          "<dependency>\\s*<groupId>io\\.pepper</groupId>\\s*<artifactId>([\\w-]+)</artifactId>"
              + "(.*?)</dependency>",
          Pattern.DOTALL);

  /** What a capability may use of another: nothing else does. */
  private static final Set<String> ARROWS_BETWEEN_CAPABILITIES =
      Set.of("pepper-ejb/cron -> pepper-ejb/bus");

  private final Map<String, String> folders = new HashMap<>();

  ModulesTest() {
    for (Path pom : poms()) {
      folders.put(artifact(pom), folder(pom));
    }
  }

  @Test
  void arrowsBetweenModulesRunOneWay() {
    List<String> wrong = new ArrayList<>();
    for (Path pom : poms()) {
      String from = folder(pom);
      for (String to : dependencies(pom)) {
        boolean down = level(to) < level(from);
        if (!down && !ARROWS_BETWEEN_CAPABILITIES.contains(from + " -> " + to)) {
          wrong.add(from + " -> " + to);
        }
      }
    }

    assertThat(wrong).isEmpty();
  }

  @Test
  void theClientTheAdapterAndTheLauncherNeedNothingOfTheApplication() {
    for (String alone : List.of("pepper-client", "pepper-connector/rar", "pepper-launcher")) {
      assertThat(dependencies(Path.of(alone, "pom.xml")))
          .as(alone)
          .isSubsetOf("pepper-connector/api", "pepper-connector/gob");
    }
  }

  /** The resource adapter's packages have the names of what they implement. */
  @Test
  void aPackageLiesInOneModule() {
    Map<String, Set<String>> modules = new HashMap<>();
    for (JavaSource source : House.product()) {
      if (!source.isPackageInfo() && !source.module().equals("pepper-connector/rar")) {
        modules.computeIfAbsent(source.packageName(), name -> new TreeSet<>()).add(source.module());
      }
    }
    modules.values().removeIf(places -> places.size() == 1);

    assertThat(modules).isEmpty();
  }

  /** Returns how far up a module is: it may need those further down. */
  private static int level(String module) {
    return switch (module) {
      case "pepper-connector/gob" -> -1;
      case "pepper-fixtures", "pepper-connector/api", "pepper-client" -> 0;
      case "pepper-ejb/kernel", "pepper-connector/rar" -> 1;
      case "pepper-ejb/bridges/kit" -> 4;
      case "pepper-ejb/beans" -> 6;
      case "pepper-web" -> 7;
      case "pepper-ear", "pepper-micro", "pepper-launcher" -> 8;
      case "pepper-test" -> 9;
      default ->
          Rooms.PORTS.contains(module) ? 2 : module.startsWith("pepper-ejb/bridges/") ? 5 : 3;
    };
  }

  /**
   * Returns the folders of the modules that a pom needs outside of tests; one of type pom only
   * orders the build.
   */
  private Set<String> dependencies(Path pom) {
    return DEPENDENCY
        .matcher(withoutManagement(House.read(House.ROOT.resolve(pom))))
        .results()
        .filter(found -> !found.group(2).contains("<scope>test</scope>"))
        .filter(found -> !found.group(2).contains("<type>pom</type>"))
        .filter(found -> !found.group(1).equals("pepper-fixtures"))
        .map(found -> folders.get(found.group(1)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String withoutManagement(String pom) {
    return Pattern.compile("<dependencyManagement>.*</dependencyManagement>", Pattern.DOTALL)
        .matcher(pom)
        .replaceAll("");
  }

  private static String artifact(Path pom) {
    var found = ARTIFACT.matcher(House.read(House.ROOT.resolve(pom)));
    return found.find() ? found.group(1) : "pepper";
  }

  private static String folder(Path pom) {
    return pom.getParent() == null ? "" : pom.getParent().toString();
  }

  private static List<Path> poms() {
    return House.FILES.stream().filter(file -> file.endsWith("pom.xml")).toList();
  }
}
