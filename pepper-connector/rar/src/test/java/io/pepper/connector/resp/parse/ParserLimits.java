package io.pepper.connector.resp.parse;

import io.pepper.connector.AdapterSettings;
import java.util.Map;

/** Limits of a parser for tests: the defaults, or some of them changed. */
record ParserLimits(CommandLimits stranger, CommandLimits member, long bufferBytes) {
  static ParserLimits defaults() {
    return with(Map.of());
  }

  static ParserLimits with(Map<String, String> byName) {
    AdapterSettings settings = new AdapterSettings(byName::get, name -> null);
    return new ParserLimits(
        CommandLimits.beforeLogin(settings),
        CommandLimits.afterLogin(settings),
        settings.number("pepper.resp.buffer-bytes", 64 << 20, 1 << 20, 1L << 40));
  }
}
