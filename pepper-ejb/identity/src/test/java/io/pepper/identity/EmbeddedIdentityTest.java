package io.pepper.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.identity.access.AllowedTags;
import io.pepper.identity.access.Role;
import io.pepper.settings.InvalidSettingException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmbeddedIdentityTest extends IdentityContract {
  @Override
  Map<String, String> database() {
    return Map.of();
  }

  @Test
  void survivesCallersThatAreInterrupted() throws Exception {
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              Thread.currentThread().interrupt();
              identity.createUser(ANNA, "bert", "bert-secret", Role.VIEWER, AllowedTags.EVERY);
            });
    caller.join();

    assertThat(identity.authenticate("admin", "first-secret", HERE)).isPresent();
  }

  @Test
  void refusesADatabaseItCannotReachInOneLine() {
    assertThatThrownBy(() ->
            open(
                "pepper.database", "jdbc:mariadb://127.0.0.1:1/pepper?password=s3cret",
                "pepper.database.user", "pepper",
                "pepper.database.password", "s3cret"))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("pepper.database is 'jdbc:mariadb://127.0.0.1:1/pepper'")
        .hasMessageNotContaining("s3cret")
        .hasMessageNotContaining("\n");
  }
}
