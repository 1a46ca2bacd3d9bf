package io.pepper.web.faces.config;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.Revision;
import io.pepper.config.edit.FileDraft;
import io.pepper.config.edit.UnknownConfigException;
import io.pepper.config.snapshot.DomainSnapshot;
import io.pepper.config.snapshot.NodeStatus;
import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.database.DatabaseUnavailableException;
import io.pepper.identity.access.Permission;
import io.pepper.identity.access.PermissionDeniedException;
import io.pepper.web.access.CurrentCaller;
import io.pepper.web.access.TagsOf;
import io.pepper.web.faces.ListPage;
import io.pepper.web.faces.ListQuery;
import io.pepper.web.faces.Moment;
import io.pepper.web.faces.PlainText;
import io.pepper.web.faces.Readable;
import io.pepper.web.faces.Setting;
import io.pepper.web.read.ConfigReads;
import io.pepper.web.read.ConfigVersionReads;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The page of one domain: its files, who runs what, and its settings. */
@Named
@RequestScoped
public class DomainPage {
  /** A node that receives a domain, as the pages read it. */
  public static final class SubscriberRow {
    private final NodeStatus node;
    private final Instant now;

    SubscriberRow(NodeStatus node, Instant now) {
      this.node = node;
      this.now = now;
    }

    public String getNode() {
      return PlainText.of(node.node());
    }

    /** Returns what the program says of itself: its role and its machine. */
    public String getProgram() {
      String machine = node.hostname().isEmpty() ? node.peer() : node.hostname();
      return PlainText.of(node.component().isEmpty() ? machine : node.component() + ", " + machine);
    }

    public String getTransport() {
      return node.transport();
    }

    /** Returns the Pepper that it is connected to. */
    public String getServer() {
      return PlainText.of(node.server());
    }

    /** Returns what it has; a dash for nothing yet. */
    public String getRevision() {
      return node.revision() == 0 ? "–" : Long.toString(node.revision());
    }

    public String getExpected() {
      return Long.toString(node.expected());
    }

    public boolean isLagging() {
      return node.isLagging();
    }

    /** Returns since when it was to have what it should have. */
    public Moment getSince() {
      return new Moment(node.since(), now, ZoneOffset.UTC);
    }
  }

  private static final Comparator<NodeStatus> BY_NEED =
      Comparator.comparing((NodeStatus node) -> !node.isLagging())
          .thenComparing(NodeStatus::node)
          .thenComparing(NodeStatus::server);
  private static final Map<String, Comparator<NodeStatus>> ORDERS =
      Map.of(
          "node", Comparator.comparing(NodeStatus::node),
          "transport", Comparator.comparing(NodeStatus::transport),
          "revision", Comparator.comparingLong(NodeStatus::revision),
          "since", Comparator.comparing(NodeStatus::since));

  @Inject private ConfigReads reads;
  @Inject private ConfigVersionReads versions;
  @Inject private CurrentCaller caller;
  @Inject private ListQuery query;
  @Inject private Clock clock;

  private DomainSnapshot domain;
  private DomainRow row;
  private List<FileDraft> drafts = List.of();
  private List<NodeStatus> nodes = List.of();
  private ListPage<SubscriberRow> page;
  private String problem = "";
  private Instant now;

  /** Reads the domain once, so that all parts of the page show the same moment. */
  @PostConstruct
  void read() {
    now = clock.instant();
    domain = ConfigAddress.domain(query.parameter("domain")).flatMap(this::find).orElse(null);
    if (domain == null) {
      return;
    }
    drafts = versions.drafts(domain.domain());
    row = new DomainRow(domain, drafts, changes(), now);
    try {
      nodes = reads.nodes(domain.domain());
    } catch (CoordinationUnavailableException e) {
      problem = "The nodes of other servers cannot be read now: " + PlainText.of(e.getMessage());
    }
  }

  private Optional<DomainSnapshot> find(DomainName name) {
    try {
      return reads.find(name);
    } catch (PermissionDeniedException | UnknownConfigException e) {
      return Optional.empty();
    }
  }

  private Map<Long, Revision> changes() {
    try {
      return versions.lastChanges(domain);
    } catch (DatabaseUnavailableException e) {
      problem = "Authors and times cannot be read now: " + PlainText.of(e.getMessage());
      return Map.of();
    }
  }

  /** Says to programs too that there is no such domain. */
  public void refuseUnknown() {
    FacesContext faces = FacesContext.getCurrentInstance();
    if (domain == null && !faces.isPostback()) {
      faces.getExternalContext().setResponseStatus(404);
    }
  }

  public boolean isFound() {
    return domain != null;
  }

  public String getName() {
    return PlainText.of(query.parameter("domain"));
  }

  public DomainRow getRow() {
    return row;
  }

  /** Returns what cannot be shown now, and why; empty if all is there. */
  public String getProblem() {
    return problem;
  }

  /** Returns whether the person may draft changes of this domain. */
  public boolean isEditable() {
    return may(Permission.EDIT_CONFIG);
  }

  public boolean isPublishable() {
    return may(Permission.PUBLISH_CONFIG);
  }

  public boolean isConfigurable() {
    return may(Permission.CONFIGURE_DOMAINS);
  }

  private boolean may(Permission permission) {
    return caller.may(permission, TagsOf.domain(domain));
  }

  /** Returns how many drafts the person could publish at once; empty for none. */
  public String getPublishableDrafts() {
    long mine = drafts.stream().filter(this::isForThePerson).count();
    return mine < 2 ? "" : Readable.count(mine);
  }

  /** Returns these drafts, each as revision and file, one a line. */
  public String getSeen() {
    return SeenDrafts.write(drafts.stream().filter(this::isForThePerson).toList());
  }

  private boolean isForThePerson(FileDraft draft) {
    boolean isOwn = draft.author().equals(caller.name());
    return isPublishable() && !(domain.settings().needsReview() && isOwn);
  }

  /** Returns the nodes that receive the domain, those that lag first. */
  public ListPage<SubscriberRow> getNodes() {
    if (page == null) {
      page =
          ListPage.of(
              nodes.stream().sorted(ListPage.order(query, ORDERS, BY_NEED)).toList(),
              query,
              each -> new SubscriberRow(each, now));
    }
    return page;
  }

  public String getLagging() {
    return Readable.count(nodes.stream().filter(NodeStatus::isLagging).count());
  }

  public boolean isAnyLagging() {
    return nodes.stream().anyMatch(NodeStatus::isLagging);
  }

  public String getNodeCount() {
    return Readable.count(nodes.size());
  }

  /** Returns what people set for the domain, in words. */
  public List<Setting> getSettings() {
    return DomainText.of(domain.settings());
  }
}
