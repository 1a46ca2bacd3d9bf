package io.pepper.config;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.SectionName;
import io.pepper.config.edit.UnknownConfigException;
import io.pepper.config.node.DomainView;
import io.pepper.config.node.NodeConfig;
import io.pepper.config.node.NodeInfo;
import io.pepper.config.snapshot.NodeStatus;
import io.pepper.config.snapshot.ReadingNode;
import io.pepper.config.snapshot.ReceivedFile;
import io.pepper.config.status.ClusterStatus;
import io.pepper.config.sync.ConfigSubscribers;
import java.util.List;
import java.util.Map;

/**
 * The nodes that receive configuration, from whatever server, and what a node receives. Safe for
 * any number of threads.
 */
public final class ConfigNodes {
  private final ClusterStatus status;
  private final ConfigSubscribers subscribers;

  ConfigNodes(ClusterStatus status, ConfigSubscribers subscribers) {
    this.status = status;
    this.subscribers = subscribers;
  }

  /**
   * Returns the nodes of a domain, in the order of their ids: those of this server as they are now,
   * those of others as they were some 2 seconds ago.
   *
   * @throws io.pepper.coordination.CoordinationUnavailableException if those of others cannot be
   *     read
   */
  public List<NodeStatus> of(DomainName domain) {
    return status.of(domain);
  }

  /**
   * Returns what a node receives of a file now, with secrets in clear text; one that cannot be
   * decrypted is left out. Never waits.
   *
   * @throws UnknownConfigException if the domain is not there, or neither the file nor one of its
   *     parents
   */
  public ReceivedFile receive(ReadingNode node) {
    DomainView view =
        subscribers
            .view(node.domain())
            .orElseThrow(() -> UnknownConfigException.domain(node.domain()));
    if (node.file().lineage().stream().noneMatch(it -> view.snapshot().find(it).isPresent())) {
      throw UnknownConfigException.file(node.domain(), node.file());
    }
    NodeConfig config = view.config(NodeInfo.of(node, hasSection(view, node)));
    long version = view.snapshot().version();
    return new ReceivedFile(
        node.domain(),
        node.file(),
        version,
        config.encoded(FileContent.class, version, () -> content(config)));
  }

  /** Nodes without a section of their own receive the same, which is then made once. */
  private static boolean hasSection(DomainView view, ReadingNode node) {
    return view.snapshot()
        .find(node.file())
        .map(file -> file.content(node.id(), node.labels()).names())
        .filter(names -> names.stream().anyMatch(name -> name.value().equals(node.section())))
        .isPresent();
  }

  private static FileContent content(NodeConfig config) {
    return new FileContent(Map.of(SectionName.DEFAULT, config.structs().getFirst().keys()));
  }
}
