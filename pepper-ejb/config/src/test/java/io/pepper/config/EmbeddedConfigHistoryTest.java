package io.pepper.config;

import java.util.Map;

class EmbeddedConfigHistoryTest extends ConfigHistoryContract {
  @Override
  Map<String, String> database() {
    return Map.of();
  }
}
