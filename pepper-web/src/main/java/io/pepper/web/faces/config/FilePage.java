package io.pepper.web.faces.config;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.Revision;
import io.pepper.config.snapshot.DomainSnapshot;
import io.pepper.config.snapshot.NodeStatus;
import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.database.DatabaseUnavailableException;
import io.pepper.identity.access.Permission;
import io.pepper.identity.access.PermissionDeniedException;
import io.pepper.web.access.CurrentCaller;
import io.pepper.web.access.TagsOf;
import io.pepper.web.faces.ListQuery;
import io.pepper.web.faces.PlainText;
import io.pepper.web.faces.Readable;
import io.pepper.web.read.ConfigReads;
import io.pepper.web.read.ConfigVersionReads;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The page of one file: its sections and keys, its draft, and its gray release. */
@Named
@RequestScoped
public class FilePage {
  @Inject private ConfigReads reads;
  @Inject private ConfigVersionReads versions;
  @Inject private CurrentCaller caller;
  @Inject private ListQuery query;
  @Inject private Clock clock;

  private DomainSnapshot domain;
  private DraftedFile file;
  private DomainRow.FileRow row;
  private DraftRow draft;
  private GrayRow gray;
  private SectionRows sections;
  private List<SectionRow> sectionRows = List.of();
  private Instant now;

  /** Reads the file once, so that all parts of the page show the same moment. */
  @PostConstruct
  void read() {
    now = clock.instant();
    Optional<FileName> name = ConfigAddress.file(query.parameter("file"));
    domain = ConfigAddress.domain(query.parameter("domain")).flatMap(this::find).orElse(null);
    if (domain == null || name.isEmpty()) {
      return;
    }
    file = DraftedFile.find(domain, versions.drafts(domain.domain()), name.get()).orElse(null);
    if (file != null) {
      row = new DomainRow.FileRow(domain.domain(), file, changes(), now);
      sections = new SectionRows(domain.domain(), file, query.wanted());
      sectionRows = sections.rows();
      draft = draft();
      gray = gray();
    }
  }

  private Optional<DomainSnapshot> find(DomainName name) {
    try {
      return reads.find(name);
    } catch (PermissionDeniedException e) {
      return Optional.empty();
    }
  }

  private Map<Long, Revision> changes() {
    try {
      return versions.lastChanges(domain);
    } catch (DatabaseUnavailableException e) {
      return Map.of();
    }
  }

  /** Says to programs too that there is no such file. */
  public void refuseUnknown() {
    FacesContext faces = FacesContext.getCurrentInstance();
    if (file == null && !faces.isPostback()) {
      faces.getExternalContext().setResponseStatus(404);
    }
  }

  public boolean isFound() {
    return file != null;
  }

  public String getDomain() {
    return PlainText.of(query.parameter("domain"));
  }

  public String getName() {
    return PlainText.of(query.parameter("file"));
  }

  /** Returns the query of the domain's page. */
  public String getDomainQuery() {
    return domain == null ? "" : ConfigAddress.of(domain.domain());
  }

  public DomainRow.FileRow getRow() {
    return row;
  }

  public List<SectionRow> getSections() {
    return sectionRows;
  }

  /** Returns whether there are more keys than the page shows. */
  public boolean isCut() {
    return sections.isCut();
  }

  public String getKeys() {
    return Readable.count(file.edited().size());
  }

  /** Returns the draft; null if there is none. */
  public DraftRow getDraft() {
    return draft;
  }

  private DraftRow draft() {
    return file.draft().isEmpty()
        ? null
        : new DraftRow(file, domain.settings().needsReview(), caller.name(), now);
  }

  /** Returns the gray release; null if none runs. */
  public GrayRow getGray() {
    return gray;
  }

  private GrayRow gray() {
    return file.published()
        .flatMap(there -> there.gray().map(release -> new GrayRow(there, release, nodes(), now)))
        .orElse(null);
  }

  private List<NodeStatus> nodes() {
    try {
      return reads.nodes(domain.domain());
    } catch (CoordinationUnavailableException e) {
      return List.of();
    }
  }

  /** Returns whether the person may draft changes of the file. */
  public boolean isEditable() {
    return caller.may(Permission.EDIT_CONFIG, TagsOf.domain(domain));
  }

  public boolean isPublishable() {
    return caller.may(Permission.PUBLISH_CONFIG, TagsOf.domain(domain));
  }

  /** Returns who may publish, for people who may not. */
  public String getPublishers() {
    return "operators and admins with the tag " + domain.settings().tag();
  }
}
