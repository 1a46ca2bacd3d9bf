package io.pepper.web.read;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.SectionName;
import io.pepper.config.snapshot.DomainSnapshot;
import io.pepper.config.snapshot.ReceivedFile;
import io.pepper.definition.HiddenValues;
import io.pepper.identity.access.Account;
import io.pepper.identity.access.Permission;
import io.pepper.web.access.TagsOf;
import java.util.LinkedHashMap;
import java.util.Map;

/** The content that a node receives, as its account may see it. */
final class ReceivedView {
  private ReceivedView() {}

  /** Returns it in clear text for accounts that receive configuration, else with secrets masked. */
  static ReceivedFile of(ReceivedFile received, Account account, DomainSnapshot domain) {
    if (account.may(Permission.RECEIVE_CONFIG, TagsOf.domain(domain))) {
      return received;
    }
    Map<KeyName, ConfigEntry> keys = new LinkedHashMap<>();
    received
        .content()
        .section(SectionName.DEFAULT)
        .forEach(entry ->
            keys.put(entry.key(), entry.isSecret() ? entry.with(HiddenValues.MASK) : entry));
    return new ReceivedFile(
        received.domain(),
        received.file(),
        received.version(),
        new FileContent(Map.of(SectionName.DEFAULT, keys)));
  }
}
