package io.pepper.web.faces.bus.editor;

import io.pepper.web.faces.cron.OptionLabels;
import java.util.LinkedHashMap;
import java.util.Map;

/** The labels of the ways of delivery and of waiting, in the order in which they are offered. */
final class DeliveryOptions {
  static final String COMMAND = "command";
  static final String ADAPTIVE = "adaptive";
  static final String FIXED = "fixed";
  static final Map<String, String> BACKOFFS = OptionLabels.BACKOFF;

  private DeliveryOptions() {}

  /** Returns the ways of filling deliveries. */
  static Map<String, String> fills() {
    Map<String, String> fills = new LinkedHashMap<>();
    fills.put(FIXED, "all jobs that wait");
    fills.put(ADAPTIVE, "an even share (adaptive)");
    return fills;
  }

  /** Returns the ways of delivery, with commands of the node or without. */
  static Map<String, String> types(boolean withCommands) {
    Map<String, String> types = new LinkedHashMap<>();
    types.put("fastcgi", "a PHP script (php-fpm)");
    types.put("http", "an HTTP request");
    if (withCommands) {
      types.put(COMMAND, "a command on the node");
    }
    types.put("pull", "none yet: jobs are kept");
    return types;
  }
}
