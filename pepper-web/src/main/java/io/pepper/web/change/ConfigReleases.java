package io.pepper.web.change;

import io.pepper.config.ConfigGrays;
import io.pepper.config.ConfigHistory;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.GrayRule;
import io.pepper.config.edit.GrayRequest;
import io.pepper.config.edit.KeyChange;
import io.pepper.config.edit.Published;
import io.pepper.identity.access.Permission;
import io.pepper.web.access.Requires;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.OptionalLong;

/** Restores of older versions, and gray releases; exceptions are those of config. */
@RequestScoped
public class ConfigReleases {
  @Inject private ConfigHistory history;
  @Inject private ConfigGrays grays;
  @Inject private ConfigAudit audit;

  /** Makes a file what it was at a version, by a new version. */
  @Requires(Permission.PUBLISH_CONFIG)
  public Published restore(DomainName domain, FileName file, long version, String note) {
    audit.require(Permission.PUBLISH_CONFIG, domain);
    return audit.publish(
        "restore configuration",
        domain,
        () -> history.restore(domain, file, version, audit.author(), note));
  }

  /** Makes all files of a domain what they were at a version, by a new version. */
  @Requires(Permission.PUBLISH_CONFIG)
  public Published restore(DomainName domain, long version, String note) {
    audit.require(Permission.PUBLISH_CONFIG, domain);
    return audit.publish(
        "restore configuration",
        domain,
        () -> history.restore(domain, version, audit.author(), note));
  }

  /**
   * Gives changes of a file, or its draft, to the nodes of a rule.
   *
   * @param draft the revision of the draft; empty if the changes are given here
   */
  @Requires(Permission.PUBLISH_CONFIG)
  public Published release(
      DomainName domain,
      FileName file,
      GrayRule rule,
      List<KeyChange> changes,
      OptionalLong draft,
      String note) {
    audit.require(Permission.PUBLISH_CONFIG, domain);
    Published done =
        grays.release(new GrayRequest(domain, file, rule, changes, draft, audit.author(), note));
    audit.note("release configuration to some nodes", domain, file, rule.toString());
    return done;
  }

  /** Gives the changes of a gray release to the nodes of another rule. */
  @Requires(Permission.PUBLISH_CONFIG)
  public Published changeRule(DomainName domain, FileName file, GrayRule rule, String note) {
    audit.require(Permission.PUBLISH_CONFIG, domain);
    Published done = grays.changeRule(domain, file, rule, audit.author(), note);
    audit.note("release configuration to other nodes", domain, file, rule.toString());
    return done;
  }

  /** Makes the changes of a gray release for all nodes. */
  @Requires(Permission.PUBLISH_CONFIG)
  public Published promote(DomainName domain, FileName file, String note) {
    audit.require(Permission.PUBLISH_CONFIG, domain);
    return audit.publish(
        "promote gray release", domain, () -> grays.promote(domain, file, audit.author(), note));
  }

  /** Ends a gray release: its nodes have what all have. */
  @Requires(Permission.PUBLISH_CONFIG)
  public Published abandon(DomainName domain, FileName file, String note) {
    audit.require(Permission.PUBLISH_CONFIG, domain);
    Published done = grays.abandon(domain, file, audit.author(), note);
    audit.note("abandon gray release", domain, file, null);
    return done;
  }
}
