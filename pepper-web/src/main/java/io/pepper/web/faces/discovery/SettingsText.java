package io.pepper.web.faces.discovery;

import io.pepper.discovery.instance.AppSettings;
import io.pepper.discovery.instance.Check;
import io.pepper.web.faces.DurationText;
import io.pepper.web.faces.Setting;
import java.util.ArrayList;
import java.util.List;

/** An application's settings in words; what is not set is left out. */
final class SettingsText {
  private SettingsText() {}

  static List<Setting> of(AppSettings settings) {
    List<Setting> all = new ArrayList<>();
    if (!settings.remark().isEmpty()) {
      all.add(new Setting("Remark", settings.remark()));
    }
    if (!settings.zoneWeights().isEmpty()) {
      all.add(new Setting("Zone weights", ZoneWeights.text(settings.zoneWeights())));
    }
    settings
        .strategy()
        .ifPresent(strategy -> all.add(new Setting("Consumers choose", strategy.text())));
    settings.check().ifPresent(check -> all.add(new Setting("Check", text(check))));
    return all;
  }

  private static String text(Check check) {
    return "%s every %s, at most %s each; unhealthy after %d failures, healthy after %d"
        .formatted(
            tried(check),
            DurationText.of(check.interval()),
            DurationText.of(check.timeout()),
            check.failures(),
            check.successes());
  }

  private static String tried(Check check) {
    String address = check.scheme() + "://…";
    return switch (check.type()) {
      case TCP -> "connect to " + address;
      case HTTP -> "GET " + address + check.path();
      case GRPC ->
          "gRPC health at " + address + (check.path().isEmpty() ? "" : " of " + check.path());
    };
  }
}
