package io.pepper.connector.resp.server;

import io.pepper.connector.AdapterSettings;
import java.util.Map;

/** Limits for tests: the defaults, or some of them changed. */
final class TestLimits {
  private TestLimits() {}

  static RespLimits defaults() {
    return with(Map.of());
  }

  static RespLimits with(Map<String, String> settings) {
    return RespLimits.from(new AdapterSettings(settings::get, name -> null));
  }
}
