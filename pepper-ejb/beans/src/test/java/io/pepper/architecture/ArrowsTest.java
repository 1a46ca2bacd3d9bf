package io.pepper.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The arrows of docs/architecture.md: data flows one way, and nobody reaches inside a neighbour.
 */
@AnalyzeClasses(packages = "io.pepper", importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {
  @ArchTest
  static final ArchRule aJobKnowsNeitherStoreNorContainer =
      noClasses()
          .that()
          .resideInAPackage("io.pepper.job..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.pepper.store..", "io.pepper.bus..", "jakarta.ejb..", "jakarta.enterprise..");

  @ArchTest
  static final ArchRule storesKnowJobsAndNotWhatIsDoneWithThem =
      noClasses()
          .that()
          .resideInAPackage("io.pepper.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.pepper.bus..", "io.pepper.identity..", "io.pepper.connector..");

  @ArchTest
  static final ArchRule coordinationKnowsNoCapability =
      noClasses()
          .that()
          .resideInAPackage("io.pepper.coordination..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.pepper.bus..", "io.pepper.store..", "io.pepper.identity..");

  @ArchTest
  static final ArchRule theDatabaseKnowsNoCapability =
      noClasses()
          .that()
          .resideInAPackage("io.pepper.database..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.pepper.bus..",
              "io.pepper.cron..",
              "io.pepper.identity..",
              "io.pepper.store..",
              "io.pepper.coordination..");

  @ArchTest
  static final ArchRule onlyAdaptersTalkToTheirLibraries =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.pepper.store..",
              "io.pepper.coordination..",
              "io.pepper.database..",
              "io.pepper.storage..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.lettuce..", "org.h2..", "io.etcd..", "io.netty..", "org.mariadb..");

  @ArchTest
  static final ArchRule commandsReachNoStoreAdapter =
      noClasses()
          .that()
          .resideInAPackage("io.pepper.bus..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.pepper.store.redis..", "io.pepper.store.embedded..");

  @ArchTest
  static final ArchRule packagesFormNoCircle =
      slices().matching("io.pepper.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule namesSayWhatAThingIs =
      classes().should().haveNameNotMatching(".*(Impl|Util|Utils|Manager|Helper)(\\$.*)?");
}
