package io.pepper.discovery.cluster.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.coordination.Coordination.Put;
import io.pepper.coordination.Coordination.Transaction;
import io.pepper.discovery.instance.AppKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OwnWritesTest {
  private final OwnWrites writes = new OwnWrites();
  private final TouchedApp app = new TouchedApp(new AppKey("prod", "cart"), 7);

  @Test
  void recognisesOnlyItsKeyWithItsValue() {
    begin("cart", "own");

    assertThat(writes.app("cart", bytes("own"))).contains(app);
    assertThat(writes.app("cart", bytes("another's"))).isEmpty();
    assertThat(writes.app("mail", bytes("own"))).isEmpty();
    assertThat(writes.record("cart", bytes("own"))).isEmpty();
  }

  @Test
  void knowsTheLastTransactionOnly() {
    begin("cart", "own");
    begin("mail", "own");

    assertThat(writes.app("cart", bytes("own"))).isEmpty();
    assertThat(writes.app("mail", bytes("own"))).contains(app);
  }

  /** Such a value may have lost a character that UTF-8 cannot write. */
  @Test
  void leavesAValueWithAQuestionMarkToBeDecoded() {
    begin("cart", "own?");

    assertThat(writes.app("cart", bytes("own?"))).isEmpty();
  }

  private void begin(String key, String value) {
    Put put = new Put(bytes(value), Optional.empty());
    writes.begin(
        new Transaction(Map.of(), Map.of(key, put), Set.of()), List.of(), Map.of(key, app));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
