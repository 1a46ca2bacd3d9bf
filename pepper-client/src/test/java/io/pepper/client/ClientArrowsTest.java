package io.pepper.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of the client: it brings nothing, and gRPC is there only for those who use it. */
@AnalyzeClasses(packages = "io.pepper.client", importOptions = ImportOption.DoNotIncludeTests.class)
class ClientArrowsTest {
  @ArchTest
  static final ArchRule theClientNeedsNothingButTheJdk =
      classes()
          .that()
          .resideOutsideOfPackage("io.pepper.client.grpc..")
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
  static final ArchRule packagesFormNoCircle =
      slices().matching("io.pepper.client.(**)").should().beFreeOfCycles();
}
