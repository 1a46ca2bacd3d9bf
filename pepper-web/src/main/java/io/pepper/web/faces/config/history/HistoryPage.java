package io.pepper.web.faces.config.history;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.DomainRevision;
import io.pepper.config.definition.DomainSettings;
import io.pepper.config.definition.FileName;
import io.pepper.config.snapshot.DomainSnapshot;
import io.pepper.database.DatabaseUnavailableException;
import io.pepper.identity.access.Permission;
import io.pepper.identity.access.PermissionDeniedException;
import io.pepper.web.access.CurrentCaller;
import io.pepper.web.access.TagsOf;
import io.pepper.web.faces.ListQuery;
import io.pepper.web.faces.PlainText;
import io.pepper.web.faces.config.ConfigAddress;
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
import java.util.Optional;
import java.util.Set;

/**
 * The page with the versions of a domain, or of one file of it: {@code ?domain=…&file=…&before=…},
 * where the last one is the version before which the list begins.
 */
@Named
@RequestScoped
public class HistoryPage {
  private static final int ROWS = 25;

  @Inject private ConfigReads reads;
  @Inject private ConfigVersionReads versions;
  @Inject private CurrentCaller caller;
  @Inject private ListQuery query;
  @Inject private Clock clock;

  private Optional<DomainName> name;
  private Optional<FileName> file;
  private Optional<DomainSnapshot> domain = Optional.empty();
  private List<DomainRevision> revisions = List.of();
  private String problem = "";

  @PostConstruct
  void read() {
    name = ConfigAddress.domain(query.parameter("domain"));
    file = ConfigAddress.file(query.parameter("file"));
    if (name.isEmpty()) {
      return;
    }
    try {
      domain = reads.find(name.get());
      long before = before();
      revisions =
          file.isPresent()
              ? versions.revisions(name.get(), file.get(), before, ROWS + 1)
              : versions.revisions(name.get(), before, ROWS + 1);
    } catch (PermissionDeniedException e) {
      revisions = List.of();
    } catch (DatabaseUnavailableException e) {
      problem = PlainText.of(e.getMessage());
    }
  }

  private long before() {
    String text = query.parameter("before");
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : Long.MAX_VALUE;
  }

  /** Says to programs too that there is no such history; reads it again after an action. */
  public void refuseUnknown() {
    FacesContext faces = FacesContext.getCurrentInstance();
    if (faces.isPostback()) {
      read();
    } else if (!isFound()) {
      faces.getExternalContext().setResponseStatus(404);
    }
  }

  public boolean isFound() {
    return domain.isPresent() || !revisions.isEmpty() || !problem.isEmpty();
  }

  /** Returns whether the domain is there now; the history of deleted ones can be read, too. */
  public boolean isThere() {
    return domain.isPresent();
  }

  public String getDomain() {
    return PlainText.of(query.parameter("domain"));
  }

  /** Returns the file; empty for the history of the whole domain. */
  public String getFile() {
    return PlainText.of(query.parameter("file"));
  }

  public String getDomainQuery() {
    return name.map(ConfigAddress::of).orElse("");
  }

  /** Returns the query of the page, without where its list begins. */
  public String getQuery() {
    return file.map(path -> ConfigAddress.of(name.orElseThrow(), path))
        .orElseGet(this::getDomainQuery);
  }

  public List<RevisionRow> getRows() {
    Instant now = clock.instant();
    long present = domain.map(DomainSnapshot::version).orElse(0L);
    return revisions.stream()
        .limit(ROWS)
        .map(revision -> new RevisionRow(revision, file, getQuery(), present, now))
        .toList();
  }

  /** Returns the version before which the next page begins; empty on the last one. */
  public String getOlder() {
    return revisions.size() <= ROWS
        ? ""
        : Long.toString(revisions.get(ROWS - 1).revision().version());
  }

  public boolean isLater() {
    return before() != Long.MAX_VALUE;
  }

  /** Returns why the history cannot be shown; empty if it can. */
  public String getProblem() {
    return problem;
  }

  /** Returns whether the person may restore a version. */
  public boolean isRestorable() {
    return caller.may(
        Permission.PUBLISH_CONFIG,
        domain.map(TagsOf::domain).orElse(Set.of(DomainSettings.DEFAULT_TAG)));
  }
}
