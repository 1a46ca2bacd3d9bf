package io.pepper.architecture;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ejb.DependsOn;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Names of beans that stand in texts, which the server reads only when it starts the product. */
class BeanNamesTest {
  private static final Pattern EJB_NAME = Pattern.compile("<ejb-name>(.*?)</ejb-name>");

  private final JavaClasses product =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.pepper");

  @Test
  void startupsDependOnBeansThatExist() {
    List<String> wanted =
        product.stream()
            .filter(each -> each.isAnnotatedWith(DependsOn.class))
            .flatMap(each -> List.of(each.getAnnotationOfType(DependsOn.class).value()).stream())
            .toList();

    assertThat(wanted).isNotEmpty();
    assertThat(namesOf(Singleton.class)).containsAll(wanted);
  }

  @Test
  void theServersDescriptorNamesMessageDrivenBeansThatExist() throws IOException {
    List<String> described =
        EJB_NAME
            .matcher(descriptor())
            .results()
            .map((MatchResult match) -> match.group(1))
            .toList();

    assertThat(described).isNotEmpty();
    assertThat(namesOf(MessageDriven.class)).containsExactlyInAnyOrderElementsOf(described);
  }

  private Set<String> namesOf(Class<? extends java.lang.annotation.Annotation> kind) {
    return product.stream()
        .filter(each -> each.isAnnotatedWith(kind))
        .map(JavaClass::getSimpleName)
        .collect(toSet());
  }

  private static String descriptor() throws IOException {
    try (InputStream in =
        BeanNamesTest.class.getResourceAsStream("/META-INF/glassfish-ejb-jar.xml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
