package io.pepper.web.faces.config;

import io.pepper.config.definition.Revision;
import io.pepper.config.snapshot.DomainSnapshot;
import io.pepper.config.snapshot.SearchHit;
import io.pepper.config.snapshot.SearchPage;
import io.pepper.database.DatabaseUnavailableException;
import io.pepper.web.faces.ListPage;
import io.pepper.web.faces.ListQuery;
import io.pepper.web.faces.PlainText;
import io.pepper.web.read.ConfigReads;
import io.pepper.web.read.ConfigVersionReads;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The page with all domains and their files, and with what a search finds in them. */
@Named
@RequestScoped
public class ConfigPage {
  private static final int MAX_HITS = 100;

  private static final Comparator<DomainSnapshot> BY_NAME =
      Comparator.comparing(DomainSnapshot::domain);
  private static final Map<String, Comparator<DomainSnapshot>> ORDERS =
      Map.of("name", BY_NAME, "revision", Comparator.comparingLong(DomainSnapshot::version));

  /** A place that a search has found, as the page reads it. */
  public static final class HitRow {
    private final SearchHit hit;

    HitRow(SearchHit hit) {
      this.hit = hit;
    }

    /** Returns the address of the page that shows the place, with its anchor. */
    public String getAddress() {
      if (hit.file().isEmpty()) {
        return "config-domain.xhtml?" + ConfigAddress.of(hit.domain());
      }
      return "config-file.xhtml?" + ConfigAddress.of(hit.domain(), hit.file().get());
    }

    public String getDomain() {
      return PlainText.of(hit.domain().value());
    }

    /** Returns the file; empty if the domain's name was found. */
    public String getFile() {
      return hit.file().map(file -> PlainText.of(file.path())).orElse("");
    }

    /** Returns section and key; empty if the name of a domain or file was found. */
    public String getKey() {
      return hit.entry()
          .map(entry -> PlainText.of(hit.section().orElseThrow() + "." + entry.key()))
          .orElse("");
    }

    public String getType() {
      return hit.entry().map(entry -> entry.type().text()).orElse("");
    }

    public String getValue() {
      return hit.entry().map(SectionRow::shown).orElse("");
    }
  }

  @Inject private ConfigReads reads;
  @Inject private ConfigVersionReads versions;
  @Inject private ListQuery query;
  @Inject private Clock clock;

  private List<DomainSnapshot> domains;
  private ListPage<DomainRow> page;
  private SearchPage found;
  private String problem = "";

  /** Reads the domains once, so that all parts of the page show the same moment. */
  @PostConstruct
  void read() {
    domains = reads.page(Optional.empty(), Integer.MAX_VALUE);
    if (isSearch()) {
      found = reads.search(query.getSearch(), Optional.empty(), MAX_HITS);
    }
  }

  public boolean isSearch() {
    return !query.getSearch().isEmpty();
  }

  public boolean isAnyDomain() {
    return !domains.isEmpty();
  }

  /** Returns the domains that the address asks for. */
  public ListPage<DomainRow> getPage() {
    if (page == null) {
      Instant now = clock.instant();
      page =
          ListPage.of(
              domains.stream()
                  .filter(each -> !query.isAttentionOnly() || isUnfinished(each))
                  .sorted(ListPage.order(query, ORDERS, BY_NAME))
                  .toList(),
              query,
              each -> new DomainRow(each, versions.drafts(each.domain()), changes(each), now));
    }
    return page;
  }

  private boolean isUnfinished(DomainSnapshot domain) {
    return domain.files().values().stream().anyMatch(file -> file.gray().isPresent())
        || !versions.drafts(domain.domain()).isEmpty();
  }

  private Map<Long, Revision> changes(DomainSnapshot domain) {
    try {
      return problem.isEmpty() ? versions.lastChanges(domain) : Map.of();
    } catch (DatabaseUnavailableException e) {
      problem = PlainText.of(e.getMessage());
      return Map.of();
    }
  }

  /** Returns why authors and times are missing; empty when they are not. */
  public String getProblem() {
    getPage();
    return problem;
  }

  /** Returns whether few enough domains are shown to have all of them open. */
  public boolean isUnfolded() {
    return getPage().getRows().size() <= 5;
  }

  /** Returns what the search has found. */
  public List<HitRow> getHits() {
    return found.hits().stream().map(HitRow::new).toList();
  }

  /** Returns whether the search has found more than is shown. */
  public boolean isMore() {
    return found.end().isPresent();
  }
}
