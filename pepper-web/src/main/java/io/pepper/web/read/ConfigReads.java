package io.pepper.web.read;

import io.pepper.config.ConfigFiles;
import io.pepper.config.ConfigNodes;
import io.pepper.config.ConfigSecrets;
import io.pepper.config.definition.DomainDocument;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.RenewalStatus;
import io.pepper.config.snapshot.DomainSnapshot;
import io.pepper.config.snapshot.NodeStatus;
import io.pepper.config.snapshot.PublishedFile;
import io.pepper.config.snapshot.ReadingNode;
import io.pepper.config.snapshot.ReceivedFile;
import io.pepper.config.snapshot.SearchHit;
import io.pepper.config.snapshot.SearchPage;
import io.pepper.identity.access.AllowedTags;
import io.pepper.identity.access.Permission;
import io.pepper.identity.access.PermissionDeniedException;
import io.pepper.web.access.CurrentCaller;
import io.pepper.web.access.Requires;
import io.pepper.web.access.TagsOf;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Optional;

/**
 * Domains of configuration and their files as the caller sees them: those of its tags. Exceptions
 * are those of {@code io.pepper.config}, and {@link PermissionDeniedException}.
 */
@RequestScoped
public class ConfigReads {
  @Inject private ConfigFiles files;
  @Inject private ConfigSecrets secrets;
  @Inject private ConfigNodes nodes;
  @Inject private CurrentCaller caller;

  /**
   * Returns domains that the caller sees, in the order of their names.
   *
   * @param after only domains that come after this name; empty for the first
   */
  @Requires(Permission.READ_CONFIG)
  public List<DomainSnapshot> page(Optional<DomainName> after, int limit) {
    return files.domains().stream()
        .filter(domain -> after.isEmpty() || domain.domain().compareTo(after.get()) > 0)
        .filter(this::isVisible)
        .limit(limit)
        .toList();
  }

  /** Returns a domain. */
  @Requires(Permission.READ_CONFIG)
  public DomainSnapshot get(DomainName domain) {
    return checked(domain);
  }

  /** Finds a domain; empty if it is not there. */
  @Requires(Permission.READ_CONFIG)
  public Optional<DomainSnapshot> find(DomainName domain) {
    return files.find(domain).isEmpty() ? Optional.empty() : Optional.of(checked(domain));
  }

  /** Returns how the encryption of secrets with another key gets on at this node, if it began. */
  @Requires(Permission.ROTATE_SECRETS)
  public Optional<RenewalStatus> rotation() {
    return secrets.rotation();
  }

  /** Returns a file. */
  @Requires(Permission.READ_CONFIG)
  public PublishedFile get(DomainName domain, FileName file) {
    checked(domain);
    return files.get(domain, file);
  }

  /**
   * Begins to wait for a file.
   *
   * @param known the version that the caller has
   */
  @Requires(Permission.READ_CONFIG)
  public FileWatch watch(DomainName domain, FileName file, long known) {
    get(domain, file);
    return new FileWatch(files, caller.account(), domain, file, known);
  }

  /**
   * Returns what a node receives of a file: secrets in clear text if the caller receives
   * configuration, else masked.
   */
  @Requires(Permission.READ_CONFIG)
  public ReceivedFile receive(ReadingNode node) {
    DomainSnapshot domain = checked(node.domain());
    return ReceivedView.of(nodes.receive(node), caller.account(), domain);
  }

  /**
   * Begins a node's wait for a file.
   *
   * @param node with the version of the domain that it has
   */
  @Requires(Permission.READ_CONFIG)
  public NodeWatch watch(ReadingNode node) {
    return NodeWatch.begin(files, nodes, caller.account(), node);
  }

  /**
   * Returns a domain's settings as JSON. The webhook's address, which may hold a secret, is for
   * admins.
   */
  @Requires(Permission.READ_CONFIG)
  public JsonObjectBuilder settings(DomainSnapshot domain) {
    return caller.may(Permission.READ_SECRETS)
        ? DomainDocument.write(domain.settings())
        : DomainDocument.writeWithoutSecrets(domain.settings());
  }

  /**
   * Returns a page of the domains, files and keys that the caller sees and that contain a text.
   *
   * @param after where the page before ended; empty for the first
   */
  @Requires(Permission.READ_CONFIG)
  public SearchPage search(String text, Optional<SearchHit> after, int limit) {
    return files.search(text, this::isVisible, after, limit);
  }

  /** Returns the nodes that receive a domain, from whatever server, in the order of their ids. */
  @Requires(Permission.READ_CONFIG)
  public List<NodeStatus> nodes(DomainName domain) {
    checked(domain);
    return nodes.of(domain);
  }

  private boolean isVisible(DomainSnapshot domain) {
    AllowedTags tags = caller.tags();
    return tags.includes(domain.settings().tag());
  }

  private DomainSnapshot checked(DomainName name) {
    DomainSnapshot domain = files.get(name);
    caller.require(Permission.READ_CONFIG, TagsOf.domain(domain));
    return domain;
  }
}
