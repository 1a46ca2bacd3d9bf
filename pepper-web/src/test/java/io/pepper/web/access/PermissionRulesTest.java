package io.pepper.web.access;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.pepper.bus.BusOverview;
import io.pepper.bus.JobFinder;
import io.pepper.bus.Jobs;
import io.pepper.bus.Queues;
import io.pepper.config.ConfigDrafts;
import io.pepper.config.ConfigFiles;
import io.pepper.config.ConfigGrays;
import io.pepper.config.ConfigHistory;
import io.pepper.config.ConfigNodes;
import io.pepper.cron.CronBoard;
import io.pepper.cron.CronJobs;
import io.pepper.cron.CronOverview;
import io.pepper.cron.CronRuns;
import io.pepper.cron.crontab.CrontabImport;
import io.pepper.identity.access.Permission;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import javax.naming.InitialContext;

/** Everything that can be done or seen through an entrance names its permission. */
@AnalyzeClasses(packages = "io.pepper.web", importOptions = ImportOption.DoNotIncludeTests.class)
class PermissionRulesTest {
  private static final String[] GUARDED = {"io.pepper.web.change", "io.pepper.web.read"};

  @ArchTest
  static final ArchRule eachActionNamesItsPermission =
      methods()
          .that()
          .areDeclaredInClassesThat(resideInAnyPackage(GUARDED))
          .and()
          .areDeclaredInClassesThat()
          .areTopLevelClasses()
          .and()
          .areDeclaredInClassesThat()
          .areNotRecords()
          .and()
          .areDeclaredInClassesThat()
          .areNotEnums()
          .and()
          .arePublic()
          .and()
          .areNotStatic()
          .and()
          .doNotHaveName("apply")
          .should()
          .beAnnotatedWith(Requires.class);

  @ArchTest
  static final ArchRule whatIsGuardedIsReachedThroughTheGuards =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.pepper.web.change",
              "io.pepper.web.read",
              "io.pepper.web.health",
              // Which nodes carry a tag is nobody's secret.
              "io.pepper.web.topic")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(
              Queues.class,
              Jobs.class,
              JobFinder.class,
              BusOverview.class,
              ConfigDrafts.class,
              ConfigFiles.class,
              ConfigGrays.class,
              ConfigHistory.class,
              ConfigNodes.class,
              CronJobs.class,
              CronRuns.class,
              CronBoard.class,
              CronOverview.class,
              CrontabImport.class);

  /** Most are named by methods, some are asked for by calls. */
  @ArchTest
  static void eachPermissionIsAskedFor(JavaClasses classes) {
    Set<Permission> named = EnumSet.noneOf(Permission.class);
    classes.stream()
        .flatMap(type -> type.getFieldAccessesFromSelf().stream())
        .filter(access -> access.getTargetOwner().isEquivalentTo(Permission.class))
        .forEach(access -> named.add(Permission.valueOf(access.getName())));
    classes.stream()
        .flatMap(type -> type.getMethods().stream())
        .filter(method -> method.isAnnotatedWith(Requires.class))
        .forEach(method -> named.add(method.getAnnotationOfType(Requires.class).value()));

    assertThat(named).containsExactlyInAnyOrder(Permission.values());
  }

  /** What pages ask beans for that check nobody: all of it reads. */
  private static final Set<String> UNCHECKED =
      Set.of(
          "DiscoveryOverview.now",
          "DiscoveryOverview.overdue",
          "LocalPools.find",
          "LocalPools.script",
          "Registry.find",
          "Registry.renewed",
          "Settings.respPort",
          "PollSubscribers.counts",
          "PollSubscribers.of",
          "Source.figures",
          "WaitReasons.missingNode",
          "WaitReasons.of");

  /**
   * Pages can change something only by what checks the permission: of the other beans that they are
   * given they call nothing but this.
   */
  @ArchTest
  static void pagesChangeNothingUnchecked(JavaClasses classes) {
    Set<JavaClass> pages =
        classes.stream()
            .filter(type -> type.getPackageName().startsWith("io.pepper.web.faces"))
            .collect(Collectors.toSet());
    Set<String> given =
        pages.stream()
            .flatMap(type -> type.getFields().stream())
            .filter(field -> field.isAnnotatedWith(Inject.class))
            .map(field -> field.getRawType().getName())
            .filter(name -> name.startsWith("io.pepper."))
            .filter(name -> !name.matches("io\\.pepper\\.web\\.(access|change|faces|read)\\..*"))
            .collect(Collectors.toSet());

    assertThat(
            pages.stream()
                .flatMap(type -> type.getCodeUnitAccessesFromSelf().stream())
                .filter(access -> given.contains(access.getTargetOwner().getName()))
                .map(access -> access.getTargetOwner().getSimpleName() + "." + access.getName()))
        .hasSameElementsAs(UNCHECKED);
    noClasses()
        .that()
        .resideInAPackage("io.pepper.web.faces..")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(CDI.class, Instance.class, InitialContext.class)
        .check(classes);
  }
}
