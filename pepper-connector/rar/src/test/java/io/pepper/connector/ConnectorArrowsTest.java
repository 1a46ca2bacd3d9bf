package io.pepper.connector;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of the resource adapter: it knows sockets and the container's connectors. */
@AnalyzeClasses(
    packages = "io.pepper.connector",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ConnectorArrowsTest {
  @ArchTest
  static final ArchRule theAdapterKnowsNothingOfTheApplication =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.pepper.connector..",
              "io.pepper.gob..",
              "java..",
              "javax..",
              "jdk.net..",
              "jakarta.resource..",
              "org.eclipse.microprofile..",
              "io.grpc..",
              "io.netty..");

  @ArchTest
  static final ArchRule onlyTheGrpcServerKnowsItsLibrary =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.pepper.connector.grpc..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.grpc..");

  @ArchTest
  static final ArchRule onlyGorpcKnowsGobs =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.pepper.connector.gorpc..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.pepper.gob..");

  @ArchTest
  static final ArchRule onlyServersKnowEventLoops =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.pepper.connector.grpc..", "io.pepper.connector.resp.server..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.netty..");

  @ArchTest
  static final ArchRule protocolsFormNoCircle =
      slices().matching("io.pepper.connector.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packagesFormNoCircle =
      slices().matching("io.pepper.connector.(**)").should().beFreeOfCycles();
}
