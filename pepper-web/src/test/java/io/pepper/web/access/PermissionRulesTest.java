package io.pepper.web.access;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.pepper.bus.BusOverview;
import io.pepper.bus.JobFinder;
import io.pepper.bus.Jobs;
import io.pepper.bus.Queues;
import io.pepper.cron.CronBoard;
import io.pepper.cron.CronJobs;
import io.pepper.cron.CronOverview;
import io.pepper.cron.CronRuns;
import io.pepper.cron.crontab.CrontabImport;
import io.pepper.identity.access.Permission;
import java.util.EnumSet;
import java.util.Set;

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
}
