package io.pepper.web.faces.bus.editor;

import io.pepper.web.faces.cron.OptionLabels;
import java.util.LinkedHashMap;
import java.util.Map;

/** The labels of the ways of delivery and of waiting, in the order in which they are offered. */
final class DeliveryOptions {
  static final Map<String, String> TYPES = new LinkedHashMap<>();
  static final Map<String, String> BACKOFFS = OptionLabels.BACKOFF;

  static {
    TYPES.put("fastcgi", "a PHP script (php-fpm)");
    TYPES.put("http", "an HTTP request");
    TYPES.put("command", "a command on the node");
    TYPES.put("pull", "none yet: jobs are kept");
  }

  private DeliveryOptions() {}
}
