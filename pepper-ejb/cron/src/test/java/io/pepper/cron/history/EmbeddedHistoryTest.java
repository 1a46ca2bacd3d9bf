package io.pepper.cron.history;

import java.util.Map;

class EmbeddedHistoryTest extends HistoryContract {
  @Override
  Map<String, String> database() {
    return Map.of();
  }
}
