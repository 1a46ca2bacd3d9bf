package io.pepper.config;

import static io.pepper.config.ConfigNode.MAIN;
import static io.pepper.config.ConfigNode.SHOP;
import static io.pepper.config.ConfigNode.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.database.DatabaseUnavailableException;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.fixtures.MariaDbServer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MariaDbConfigHistoryTest extends ConfigHistoryContract {
  private MariaDbServer server;

  @BeforeAll
  void startServer() {
    server = new MariaDbServer().start();
  }

  @AfterAll
  void stopServer() {
    server.close();
  }

  @Override
  Map<String, String> database() {
    return Map.of(
        "pepper.database", server.url(),
        "pepper.database.user", server.user(),
        "pepper.database.password", server.password());
  }

  @Test
  void publishesWhileTheDatabaseIsGoneUpToTheLimit() {
    node.archiving();
    server.kill();
    try {
      for (int i = 1; i <= 500; i++) {
        node.publish(MAIN, key("a", "value " + i));
      }
      assertThatThrownBy(() -> node.publish(MAIN, key("a", "one too many")))
          .isInstanceOf(InvalidDefinitionException.class)
          .hasMessageContaining("500 publishes of shop wait for the history");
      assertThat(node.value(MAIN, "a")).contains("value 500");
      assertThatThrownBy(() -> node.history.revisions(SHOP, Long.MAX_VALUE, 10))
          .isInstanceOf(DatabaseUnavailableException.class);
    } finally {
      server.start();
    }
    recorded();

    assertThat(count("pepper_config_revision")).isEqualTo(500);
    assertThat(node.history.content(SHOP, MAIN, 250).toString()).contains("value 250");
    assertThat(node.publish(MAIN, key("a", "again")).version()).isEqualTo(501);
  }
}
