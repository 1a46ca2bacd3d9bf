package io.pepper.web;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.TreeSet;

/**
 * The arrows from the entrances inward: pages and REST know capabilities by their root packages,
 * and nothing of what these stand on.
 */
@AnalyzeClasses(packages = "io.pepper.web", importOptions = ImportOption.DoNotIncludeTests.class)
class WebArrowsTest {
  /** Packages of capabilities that are open like their roots: values without behaviour. */
  private static final Set<String> OPEN =
      Set.of(
          "bus.definition",
          "config.definition",
          "config.edit",
          "config.snapshot",
          "config.value",
          "cron.definition",
          "cron.run",
          "discovery.instance");

  /** Parts of the application that the entrances know whole. */
  private static final Set<String> FOUNDATIONS =
      Set.of(
          "concurrent",
          "connector",
          "definition",
          "identity",
          "job",
          "json",
          "outbound",
          "process",
          "settings",
          "storage",
          "web");

  private static final Set<String> PORTS = Set.of("coordination", "database", "store");

  /**
   * Types inside capabilities and ports that the entrances use yet. The list only ever shrinks:
   * what is not used any more leaves it, nothing comes in.
   */
  private static final Set<String> INNER_TYPES =
      Set.of(
          "bus.accept.RefusedException",
          "bus.delivery.ConsumerResponse",
          "bus.metrics.LastError",
          "bus.metrics.Latency",
          "bus.metrics.QueueSnapshot",
          "bus.metrics.TopicSnapshot",
          "bus.metrics.TopicState",
          "bus.metrics.TopicStatus",
          "coordination.CoordinationUnavailableException",
          "cron.crontab.CrontabForm",
          "cron.crontab.CrontabImport",
          "cron.crontab.CrontabReading",
          "cron.crontab.ImportRequest",
          "cron.crontab.ImportedLine",
          "cron.crontab.ImportedLineKind",
          "cron.definition.document.EnumText",
          "cron.definition.document.JobDocument",
          "cron.run.attempt.AttemptResult",
          "cron.run.output.OutputPart",
          "cron.schedule.Schedule",
          "database.DatabaseUnavailableException",
          "discovery.load.ClusterLoads",
          "discovery.load.Loads",
          "store.JobCounts",
          "store.JobListPage",
          "store.JobStore",
          "store.ListedJob",
          "store.StoreUnavailableException");

  @ArchTest
  static final ArchRule entrancesReachNoDatabase =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "jakarta.persistence..");

  @ArchTest
  static void entrancesUseCapabilitiesByTheirRoots(JavaClasses classes) {
    Set<String> used = new TreeSet<>();
    for (JavaClass type : classes) {
      type.getDirectDependenciesFromSelf().stream()
          .map(arrow -> arrow.getTargetClass().getBaseComponentType())
          .filter(WebArrowsTest::isInside)
          .forEach(target ->
              used.add(target.getName().split("\\$")[0].substring("io.pepper.".length())));
    }

    assertThat(used).containsExactlyInAnyOrderElementsOf(INNER_TYPES);
  }

  /** Ports have no root that is open to the entrances: capabilities stand between. */
  private static boolean isInside(JavaClass type) {
    String name = type.getPackageName();
    if (!name.startsWith("io.pepper.")) {
      return false;
    }
    String inside = name.substring("io.pepper.".length());
    return !FOUNDATIONS.contains(inside.split("\\.")[0])
        && !OPEN.contains(inside)
        && (inside.contains(".") || PORTS.contains(inside));
  }

  /** A refused login answers in the envelope of the interface that was called. */
  @ArchTest
  static final ArchRule partsOfTheEntrancesFormNoCircle =
      slices()
          .matching("io.pepper.web.(*)..")
          .should()
          .beFreeOfCycles()
          .ignoreDependency(
              resideInAPackage("io.pepper.web.login"), resideInAPackage("io.pepper.web.api.cron"));

  @ArchTest
  static final ArchRule packagesFormNoCircle =
      slices().matching("io.pepper.web.(**)").should().beFreeOfCycles();
}
