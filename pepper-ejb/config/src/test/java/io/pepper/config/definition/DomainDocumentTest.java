package io.pepper.config.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.definition.ExactJson;
import io.pepper.definition.InvalidDefinitionException;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainDocumentTest {
  private static final String FULL =
      "{\"tag\":\"shop\",\"needsReview\":true,\"webhook\":\"https://hooks.example/s3cret\"}";

  @Test
  void readsWhatItWrites() {
    DomainSettings settings = read(FULL, Optional.empty());

    assertThat(settings)
        .isEqualTo(
            new DomainSettings(
                "shop", true, Optional.of(URI.create("https://hooks.example/s3cret"))));
    assertThat(DomainDocument.write(settings).build()).hasToString(FULL);
    assertThat(read("{}", Optional.of(settings))).isEqualTo(DomainSettings.DEFAULT);
  }

  @Test
  void aMaskStandsForTheWebhookThatIsThere() {
    DomainSettings settings = read(FULL, Optional.empty());
    String masked = DomainDocument.writeWithoutSecrets(settings).build().toString();

    assertThat(masked).doesNotContain("s3cret");
    assertThat(read(masked, Optional.of(settings))).isEqualTo(settings);
    assertThatThrownBy(() -> read(masked, Optional.empty()))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("write the address");
  }

  @Test
  void readsSchemasAndWritesThemBack() {
    String document =
        "{\"tag\":\"shop\",\"needsReview\":false,\"schemas\":{\"a.conf\":{\"person\":{\"type\":\"object\"}}}}";
    DomainSettings settings = read(document, Optional.empty());

    assertThat(settings.schemas())
        .containsExactly(
            new KeySchema(new FileName("a.conf"), new KeyName("person"), "{\"type\":\"object\"}"));
    assertThat(DomainDocument.write(settings).build()).hasToString(document);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"tag\":\"\"};tag",
        "{\"tag\":\"a b\"};tag",
        "{\"needsReview\":1};needsReview",
        "{\"webhook\":\"ftp://x/\"};webhook",
        "{\"webhook\":\"https:///nothing\"};webhook",
        "{\"webhooks\":\"https://x/\"};webhooks",
        "{\"schemas\":{\"a.txt\":{\"k\":{}}}};schemas",
        "{\"schemas\":{\"a.conf\":{\"k\":true}}};schemas",
        "{\"schemas\":{\"a.conf\":{\"k\":{\"type\":5}}}};schemas.a.conf.k",
      })
  void namesTheFieldThatIsWrong(String document, String field) {
    assertThatThrownBy(() -> read(document, Optional.empty()))
        .isInstanceOfSatisfying(
            InvalidDefinitionException.class, e -> assertThat(e.field()).isEqualTo(field));
  }

  private static DomainSettings read(String document, Optional<DomainSettings> present) {
    return DomainDocument.read(ExactJson.read(document), present);
  }
}
