package io.pepper.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/**
 * The arrows of docs/architecture.md between packages: data flows one way, and no capability
 * reaches inside another. Capabilities are found in the tree of modules ({@link Rooms}).
 */
@AnalyzeClasses(packages = "io.pepper", importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {
  private static final Set<String> CAPABILITIES = Rooms.capabilities();

  private static final String[] ADAPTERS = {
    "io.pepper.store.redis..",
    "io.pepper.store.embedded..",
    "io.pepper.coordination.etcd..",
    "io.pepper.coordination.embedded.."
  };

  @ArchTest
  static final ArchRule aJobKnowsNoContainer =
      noClasses()
          .that()
          .resideInAPackage("io.pepper.job..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.ejb..", "jakarta.enterprise..", "jakarta.inject..");

  @ArchTest
  static final ArchRule whatAllStandOnKnowsNoCapability =
      noClasses()
          .that(describe("are of the kernel or a port", type -> !isOfCapability(type)))
          .should()
          .dependOnClassesThat(describe("are of a capability", ArrowsTest::isOfCapability));

  @ArchTest
  static final ArchRule capabilitiesMeetAtTheirBoundaries =
      classes()
          .that(describe("are of a capability", ArrowsTest::isOfCapability))
          .should(useOnlyRootPackagesOfOtherCapabilities());

  /** A bridge to another registry in etcd brings a connection of its own; the kit has none. */
  @ArchTest
  static final ArchRule capabilitiesReachNoAdapter =
      noClasses()
          .that(describe("are of a capability", ArrowsTest::isOfCapability))
          .and()
          .resideOutsideOfPackage("io.pepper.bridge.*..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ADAPTERS);

  @ArchTest
  static final ArchRule onlyTheStoreTalksToRedis = only("io.lettuce..", "io.pepper.store.redis..");

  @ArchTest
  static final ArchRule onlyCoordinationTalksToEtcd =
      only("io.etcd..", "io.pepper.coordination.etcd..");

  @ArchTest
  static final ArchRule onlyEmbeddedAdaptersTalkToH2 =
      only(
          "org.h2..",
          "io.pepper.store.embedded..",
          "io.pepper.coordination.embedded..",
          "io.pepper.database..",
          "io.pepper.storage..");

  @ArchTest
  static final ArchRule onlyTheDatabaseTalksToMariaDb =
      only("org.mariadb..", "io.pepper.database..");

  @ArchTest
  static final ArchRule onlyTheDatabaseMigrates = only("org.flywaydb..", "io.pepper.database..");

  @ArchTest
  static final ArchRule onlyClientsOfRedisAndEtcdKnowTheirNetwork =
      only(
          "io.netty..",
          "io.pepper.connector..",
          "io.pepper.store.redis..",
          "io.pepper.coordination.etcd..");

  @ArchTest
  static final ArchRule partsOfTheProductFormNoCircle =
      slices().matching("io.pepper.(*)..").should().beFreeOfCycles();

  /** Discovery's root package has the values its parts share, and puts these together. */
  @ArchTest
  static final ArchRule packagesFormNoCircle =
      slices()
          .matching("io.pepper.(**)")
          .should()
          .beFreeOfCycles()
          .ignoreDependency(
              resideInAPackage("io.pepper.discovery"), resideInAPackage("io.pepper.discovery.*.."));

  private static ArchRule only(String library, String... packages) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(packages)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }

  private static boolean isOfCapability(JavaClass type) {
    return CAPABILITIES.contains(part(type));
  }

  /** Returns the package below io.pepper, such as "bus"; that of a type from elsewhere is empty. */
  private static String part(JavaClass type) {
    String name = type.getPackageName();
    return name.startsWith("io.pepper.") ? name.split("\\.")[2] : "";
  }

  /** The package of a capability itself, or one that HouseBudgets names. */
  private static boolean isBoundary(JavaClass from, String target) {
    String inside = target.substring("io.pepper.".length());
    return !inside.contains(".")
        || HouseBudgets.PACKAGES_OF_VALUES.contains(inside)
        || HouseBudgets.INNER_ARROWS.contains(part(from) + " -> " + inside);
  }

  private static ArchCondition<JavaClass> useOnlyRootPackagesOfOtherCapabilities() {
    return new ArchCondition<>("use only root packages of other capabilities") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getDirectDependenciesFromSelf().stream()
            .filter(arrow -> isOfCapability(arrow.getTargetClass()))
            .filter(arrow -> !part(arrow.getTargetClass()).equals(part(type)))
            .filter(arrow -> !isBoundary(type, arrow.getTargetClass().getPackageName()))
            .forEach(
                arrow -> events.add(SimpleConditionEvent.violated(type, arrow.getDescription())));
      }
    };
  }
}
