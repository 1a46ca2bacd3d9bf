package io.pepper.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.web.api.bus.DeadJobResource;
import io.pepper.web.api.bus.JobResource;
import io.pepper.web.api.bus.QueueResource;
import io.pepper.web.api.bus.StoredJobResource;
import io.pepper.web.api.bus.TopicResource;
import io.pepper.web.api.config.ConfigDomainListResource;
import io.pepper.web.api.config.ConfigDomainResource;
import io.pepper.web.api.config.ConfigDraftResource;
import io.pepper.web.api.config.ConfigExportResource;
import io.pepper.web.api.config.ConfigFileResource;
import io.pepper.web.api.config.ConfigGrayResource;
import io.pepper.web.api.config.ConfigHistoryResource;
import io.pepper.web.api.config.ConfigImportResource;
import io.pepper.web.api.config.ConfigRotationResource;
import io.pepper.web.api.config.ConfigSearchResource;
import io.pepper.web.api.config.ConfigVersionResource;
import io.pepper.web.api.cron.CronImportResource;
import io.pepper.web.api.cron.CronJobListResource;
import io.pepper.web.api.cron.CronJobResource;
import io.pepper.web.api.cron.CronResource;
import io.pepper.web.api.cron.CronRunResource;
import io.pepper.web.api.discovery.DiscoveryAppResource;
import io.pepper.web.api.discovery.DiscoveryInstanceResource;
import io.pepper.web.api.discovery.DiscoveryResource;
import io.pepper.web.api.identity.AuditResource;
import io.pepper.web.api.identity.SelfResource;
import io.pepper.web.api.identity.SessionResource;
import io.pepper.web.api.identity.TokenResource;
import io.pepper.web.api.identity.UserResource;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OpenApiDocumentTest {
  private static final List<Class<?>> RESOURCES =
      List.of(
          QueueResource.class,
          JobResource.class,
          TopicResource.class,
          DeadJobResource.class,
          StoredJobResource.class,
          CronResource.class,
          CronImportResource.class,
          CronJobListResource.class,
          CronJobResource.class,
          CronRunResource.class,
          DiscoveryResource.class,
          DiscoveryAppResource.class,
          DiscoveryInstanceResource.class,
          ConfigDomainListResource.class,
          ConfigDomainResource.class,
          ConfigFileResource.class,
          ConfigExportResource.class,
          ConfigImportResource.class,
          ConfigSearchResource.class,
          ConfigRotationResource.class,
          ConfigVersionResource.class,
          ConfigHistoryResource.class,
          ConfigDraftResource.class,
          ConfigGrayResource.class,
          SelfResource.class,
          UserResource.class,
          TokenResource.class,
          SessionResource.class,
          AuditResource.class);

  /** By servlets, whose methods say nothing of paths; CronCallersTest in pepper-test calls them. */
  private static final Set<String> OF_THE_ORIGINAL =
      Set.of("POST /v1/jobs", "DELETE /v1/jobs/{name}", "GET /Leader");

  @Test
  void describesExactlyTheCallsThereAre() throws IOException {
    assertThat(described()).isEqualTo(served());
  }

  private static Set<String> served() {
    Set<String> calls = new TreeSet<>(OF_THE_ORIGINAL);
    for (Class<?> resource : RESOURCES) {
      for (Method method : resource.getDeclaredMethods()) {
        for (Annotation annotation : method.getAnnotations()) {
          HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
          if (http != null) {
            calls.add(http.value() + " /api" + path(resource, method));
          }
        }
      }
    }
    return calls;
  }

  private static String path(Class<?> resource, Method method) {
    Path own = method.getAnnotation(Path.class);
    String path =
        resource.getAnnotation(Path.class).value() + (own == null ? "" : "/" + own.value());
    return path.replaceAll("\\{(\\w+):[^}]*}", "{$1}");
  }

  private static Set<String> described() throws IOException {
    Set<String> calls = new TreeSet<>();
    String path = "";
    for (String line : document().lines().toList()) {
      if (line.matches("  /\\S+:")) {
        path = line.strip().replaceFirst(":$", "");
      } else if (line.matches("    (get|put|post|patch|delete):")) {
        calls.add(line.strip().replace(":", "").toUpperCase() + " " + path);
      }
    }
    return calls;
  }

  private static String document() throws IOException {
    try (InputStream in = Api.class.getResourceAsStream("/META-INF/openapi.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
