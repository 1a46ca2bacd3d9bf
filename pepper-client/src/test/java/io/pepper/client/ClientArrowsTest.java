package io.pepper.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The arrows of the client: it brings nothing; gRPC and MicroProfile Config are there only for
 * those who use them.
 */
@AnalyzeClasses(packages = "io.pepper.client", importOptions = ImportOption.DoNotIncludeTests.class)
class ClientArrowsTest {
  @ArchTest
  static final ArchRule theClientNeedsNothingButTheJdk =
      classes()
          .that()
          .resideOutsideOfPackages(
              "io.pepper.client.grpc..", "io.pepper.client.config.microprofile..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("io.pepper.client..", "java..");

  @ArchTest
  static final ArchRule onlyWhoUsesGrpcLoadsIt =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.pepper.client.grpc..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.pepper.client.grpc..");

  @ArchTest
  static final ArchRule theSourceNeedsNothingButMicroProfileConfig =
      classes()
          .that()
          .resideInAPackage("io.pepper.client.config.microprofile..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.pepper.client.config..", "org.eclipse.microprofile.config..", "java..");

  @ArchTest
  static final ArchRule onlyTheServiceLoaderLoadsTheSource =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.pepper.client.config.microprofile..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.pepper.client.config.microprofile..");

  @ArchTest
  static final ArchRule configurationAndDiscoveryShareOnlyTheTransport =
      noClasses()
          .that()
          .resideInAnyPackage("io.pepper.client.config..", "io.pepper.client.transport..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.pepper.client",
              "io.pepper.client.select..",
              "io.pepper.client.call..",
              "io.pepper.client.grpc..");

  @ArchTest
  static final ArchRule packagesFormNoCircle =
      slices().matching("io.pepper.client.(**)").should().beFreeOfCycles();
}
