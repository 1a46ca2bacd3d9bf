package io.pepper.web.faces.config;

import io.pepper.config.definition.DomainSettings;
import io.pepper.web.faces.Readable;
import io.pepper.web.faces.Setting;
import java.util.ArrayList;
import java.util.List;

/** The settings of a domain, in words. */
final class DomainText {
  private DomainText() {}

  static List<Setting> of(DomainSettings settings) {
    List<Setting> all = new ArrayList<>();
    all.add(new Setting("Tag", settings.tag()));
    all.add(
        new Setting(
            "Publishing",
            settings.needsReview()
                ? "Four eyes: another person than the author of a draft publishes it."
                : "People who may publish may publish their own drafts."));
    all.add(
        new Setting(
            "Webhook",
            settings.webhook().isPresent() ? "Each publish is sent to an address." : "None."));
    if (!settings.schemas().isEmpty()) {
      all.add(new Setting("JSON Schemas", Readable.count(settings.schemas().size()) + " keys"));
    }
    return all;
  }
}
