package io.pepper.bridge.rpcx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.settings.InvalidSettingException;
import io.pepper.settings.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RpcxSettingsTest {
  private static final String ETCD = "etcd:http://a:2379,http://b:2379";

  @Test
  void sharesNothingUnlessTold() {
    assertThat(RpcxSettings.from(Settings.of(Map.of()))).isEmpty();
  }

  @Test
  void takesBasePathsAsTheyAreWrittenAndTheEtcdOfTheCoordination() {
    RpcxSettings settings =
        RpcxSettings.from(
                Settings.of(
                    Map.of(
                        "pepper.coordination",
                        ETCD,
                        "pepper.discovery.rpcx",
                        "/rpcx_test=prod, plain=test")))
            .orElseThrow();

    assertThat(settings.environments()).isEqualTo(Map.of("/rpcx_test", "prod", "plain", "test"));
    assertThat(settings.etcd()).containsExactly("http://a:2379", "http://b:2379");
    assertThat(settings.schemes()).containsExactlyInAnyOrder("rpcx", "tcp");
  }

  @ParameterizedTest
  @ValueSource(strings = {"prod", "=prod", "/a=", "/a/=prod", "/a=prod,/b=prod", "/a=x,/a/b=y"})
  void namesBasePathsThatCannotWork(String bases) {
    Settings settings =
        Settings.of(Map.of("pepper.coordination", ETCD, "pepper.discovery.rpcx", bases));

    assertThatThrownBy(() -> RpcxSettings.from(settings))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("pepper.discovery.rpcx");
  }

  @Test
  void needsAnEtcd() {
    assertThatThrownBy(
            () -> RpcxSettings.from(Settings.of(Map.of("pepper.discovery.rpcx", "/a=prod"))))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("pepper.discovery.rpcx.etcd");
  }
}
