package io.pepper.web.faces.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.database.DatabaseUnavailableException;
import io.pepper.identity.AuditEntry;
import io.pepper.identity.access.InvalidIdentityException;
import io.pepper.identity.access.PermissionDeniedException;
import io.pepper.web.read.AccountReads;
import io.pepper.web.read.AuditParameters;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page of the audit trail; what to show is in its address. */
@Named("auditPage")
@RequestScoped
public class AuditPage {
  private static final int ROWS = 50;
  private static final List<String> FILTERS = List.of("by", "subject", "action", "since", "until");

  @Inject private AccountReads reads;
  @Inject private FacesContext faces;
  @Inject private Clock clock;

  private List<AuditRow> rows = List.of();
  private String older = "";
  private String problem = "";

  /** Reads the entries that the address asks for. */
  public void open() {
    try {
      List<AuditEntry> found = reads.audit(AuditParameters.read(parameters()::get, ROWS + 1));
      Instant now = clock.instant();
      rows = found.stream().limit(ROWS).map(entry -> new AuditRow(entry, now)).toList();
      older = found.size() > ROWS ? found.get(ROWS - 1).id() : "";
    } catch (InvalidIdentityException e) {
      problem = e.field() + " " + e.getMessage();
    } catch (DatabaseUnavailableException | PermissionDeniedException e) {
      problem = e.getMessage();
    }
  }

  private Map<String, String> parameters() {
    return faces.getExternalContext().getRequestParameterMap();
  }

  public List<AuditRow> getRows() {
    return rows;
  }

  /** Returns why there is nothing to see; empty when there is. */
  public String getProblem() {
    return problem;
  }

  /** Returns the filters as they are in the address. */
  public Map<String, String> getFilters() {
    return FILTERS.stream()
        .collect(Collectors.toMap(name -> name, name -> parameters().getOrDefault(name, "")));
  }

  /** Returns the query of what is shown, without the page. */
  public String getQuery() {
    return query(FILTERS.stream());
  }

  /** Returns the query of the page with older entries; empty if there is none. */
  public String getOlder() {
    String shown = getQuery();
    return older.isEmpty() ? "" : (shown.isEmpty() ? "" : shown + "&") + "before=" + older;
  }

  public boolean isLater() {
    return parameters().containsKey("before");
  }

  private String query(Stream<String> names) {
    return names
        .filter(name -> !parameters().getOrDefault(name, "").isBlank())
        .map(name -> name + "=" + URLEncoder.encode(parameters().get(name), UTF_8))
        .collect(Collectors.joining("&"));
  }
}
