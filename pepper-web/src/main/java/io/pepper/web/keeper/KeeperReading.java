package io.pepper.web.keeper;

import io.pepper.config.KeeperDocument;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.DomainRevision;
import io.pepper.config.snapshot.DomainSnapshot;
import io.pepper.config.snapshot.NodeStatus;
import io.pepper.json.JsonWriter;
import io.pepper.settings.Settings;
import io.pepper.web.read.ConfigReads;
import io.pepper.web.read.ConfigVersionReads;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The calls that change nothing. */
@RequestScoped
class KeeperReading {
  private static final int MAX_DOMAINS = 10_000;
  private static final int DEFAULT_VERSIONS = 50;
  private static final int MAX_VERSIONS = 1000;
  private static final int EXPECTED_BYTES = 1024;

  @Inject private ConfigReads reads;
  @Inject private ConfigVersionReads versions;
  @Inject private Settings settings;

  byte[] domains(KeeperParameters parameters) {
    List<DomainSnapshot> domains = reads.page(Optional.empty(), MAX_DOMAINS);
    if (domains.isEmpty()) {
      return KeeperEnvelope.nothing();
    }
    JsonWriter out = new JsonWriter(EXPECTED_BYTES).raw('[');
    for (Iterator<DomainSnapshot> each = domains.iterator(); each.hasNext(); ) {
      DomainSnapshot domain = each.next();
      out.raw("{\"name\":").string(domain.domain().value());
      out.raw(",\"version\":").number(domain.version()).raw('}');
      out.comma(each);
    }
    return out.raw(']').bytes();
  }

  byte[] files(KeeperParameters parameters) {
    return KeeperDocument.files(reads.get(parameters.domain()));
  }

  byte[] records(KeeperParameters parameters) {
    return KeeperDocument.records(reads.get(parameters.domain()));
  }

  byte[] status(KeeperParameters parameters) {
    DomainName domain = parameters.domain();
    return KeeperNodes.write(domain, reads.nodes(domain), false);
  }

  byte[] nodes(KeeperParameters parameters) {
    DomainName domain = parameters.domain();
    String component = parameters.text("component");
    List<NodeStatus> nodes =
        reads.nodes(domain).stream()
            .filter(node -> component.isEmpty() || node.component().equals(component))
            .toList();
    return KeeperNodes.write(domain, nodes, true);
  }

  byte[] node(KeeperParameters parameters) {
    DomainName domain = parameters.domain();
    String id = parameters.required("nodeid");
    return reads.nodes(domain).stream()
        .filter(node -> node.node().equals(id))
        .findFirst()
        .map(node -> KeeperNodes.write(domain, node))
        .orElseThrow(() -> new KeeperException("key not exist"));
  }

  byte[] history(KeeperParameters parameters) {
    DomainName domain = parameters.domain();
    long newest = reads.get(domain).version();
    long offset = parameters.number("offset", 0);
    int limit = (int) Math.clamp(parameters.number("limit", DEFAULT_VERSIONS), 1, MAX_VERSIONS);
    List<DomainRevision> page =
        offset >= newest ? List.of() : versions.revisions(domain, newest - offset + 1, limit);
    if (page.isEmpty()) {
      throw new KeeperException("have no more versions");
    }
    JsonWriter out = new JsonWriter(EXPECTED_BYTES).raw('[');
    for (Iterator<DomainRevision> each = page.iterator(); each.hasNext(); ) {
      write(domain, each.next(), out);
      out.comma(each);
    }
    return out.raw(']').bytes();
  }

  private static void write(DomainName domain, DomainRevision each, JsonWriter out) {
    long version = each.revision().version();
    out.raw("{\"id\":").number(version).raw(",\"domain\":").string(domain.value());
    out.raw(",\"version\":").number(version).raw(",\"package_version\":").number(version);
    out.raw(",\"note\":").string(each.revision().note());
    out.raw(",\"timestamp\":").number(each.revision().at().getEpochSecond()).raw('}');
  }

  /** Answers that all is read: what is published is in force on every server at once. */
  byte[] reload(KeeperParameters parameters) {
    reads.get(parameters.domain());
    return new JsonWriter(EXPECTED_BYTES).raw('{').string(settings.node()).raw(":true}").bytes();
  }

  byte[] refuse(KeeperParameters parameters) {
    throw new KeeperException(
        "no programs are started or stopped here: use what runs them, such as systemd");
  }
}
