package io.pepper.architecture;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
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

  /** The server looks lifecycle callbacks up by name alone, and calls whichever it finds. */
  @Test
  void lifecycleCallbacksShareTheirNamesWithNoOtherMethod() {
    List<String> callbacks =
        product.stream()
            .flatMap(each -> each.getMethods().stream())
            .filter(method ->
                method.isAnnotatedWith(PostConstruct.class)
                    || method.isAnnotatedWith(PreDestroy.class))
            .map(JavaMethod::getFullName)
            .toList();

    assertThat(callbacks).isNotEmpty();
    assertThat(callbacks).filteredOn(name -> overloads(name) > 1).isEmpty();
  }

  private long overloads(String callback) {
    String name = callback.substring(0, callback.indexOf('('));
    return product.stream()
        .flatMap(each -> each.getMethods().stream())
        .filter(method -> method.getFullName().startsWith(name + "("))
        .count();
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
