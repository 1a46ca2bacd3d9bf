package io.pepper.web.faces.cron;

import io.pepper.cron.crontab.CrontabForm;
import io.pepper.cron.crontab.CrontabReading;
import io.pepper.cron.crontab.ImportRequest;
import io.pepper.cron.crontab.ImportedLine;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.identity.access.Permission;
import io.pepper.web.access.CurrentCaller;
import io.pepper.web.change.CronChanges;
import io.pepper.web.faces.FlashMessages;
import io.pepper.web.faces.PlainText;
import io.pepper.web.read.CronReads;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.Serializable;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The page on which a crontab is read line by line, and becomes jobs. */
@Named("crontab")
@ViewScoped
public class ImportPage implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String ROLE = "this needs the role admin";

  @Inject private transient CronReads crontabs;
  @Inject private transient CronChanges changes;
  @Inject private transient CurrentCaller caller;
  @Inject private transient FlashMessages messages;
  @Inject private transient Clock clock;

  private String text = "";
  private String form = "auto";
  private String zone = ZoneId.systemDefault().getId();
  private String user = "";
  private boolean paused;

  /** The text that the rows are about: names and what is left out count for it alone. */
  private String shown = "";

  private ArrayList<ImportRow> rows = new ArrayList<>();
  private String summary = "";
  private String notes = "";
  private String problem = "";
  private int creatable;

  /** Reads each line, and changes nothing. */
  public void read() {
    problem = "";
    if (!caller.may(Permission.DEFINE_COMMANDS)) {
      problem = ROLE;
      return;
    }
    try {
      ImportRequest request = request();
      show(crontabs.read(request), request.names().keySet());
    } catch (InvalidDefinitionException e) {
      rows = new ArrayList<>();
      creatable = 0;
      problem = PlainText.of(e.getMessage());
    }
  }

  public void create() {
    problem = "";
    if (!caller.may(Permission.DEFINE_COMMANDS)) {
      problem = ROLE;
      return;
    }
    boolean created =
        messages.attempt(
            "Import",
            () -> {
              try {
                CrontabReading done = changes.createFrom(request());
                return "Created " + names(done) + ".";
              } catch (InvalidDefinitionException e) {
                problem = PlainText.of(e.getMessage());
                throw e;
              }
            });
    if (created) {
      messages.redirect("/cron.xhtml");
    } else {
      readAgain();
    }
  }

  /** Shows the lines at fault with the reason why nothing was created. */
  private void readAgain() {
    String why = problem;
    read();
    problem = why.isEmpty() ? problem : why;
  }

  private static String names(CrontabReading done) {
    return done.jobs().stream().map(ImportedLine::name).collect(Collectors.joining(", "));
  }

  private void show(CrontabReading reading, Set<Integer> given) {
    shown = text;
    rows =
        reading.lines().stream()
            .map(line -> ImportRow.of(line, given.contains(line.number()), clock.instant()))
            .collect(Collectors.toCollection(ArrayList::new));
    creatable = reading.errors().isEmpty() ? reading.jobs().size() : 0;
    notes = String.join("; ", reading.notes());
    summary = summary(reading);
  }

  private static String summary(CrontabReading reading) {
    int errors = reading.errors().size();
    int jobs = reading.jobs().size();
    String read =
        reading.form() == CrontabForm.SYSTEM
            ? "Read with a user before each command, as /etc/crontab has it: "
            : "Read as a user's own crontab: ";
    String wrong =
        errors == 0
            ? ""
            : "; %d %s cannot be used: correct or leave out".formatted(errors, lines(errors));
    return read + jobs + (jobs == 1 ? " job" : " jobs") + " to create" + wrong;
  }

  private static String lines(int count) {
    return count == 1 ? "line" : "lines";
  }

  private ImportRequest request() {
    boolean same = shown.equals(text);
    Map<Integer, String> names = new HashMap<>();
    List<ImportRow> about = same ? rows : List.of();
    about.stream()
        .filter(row -> row.isIncluded() && row.isRenamed())
        .forEach(row -> names.put(row.getNumber(), row.getName()));
    Set<Integer> skip =
        about.stream()
            .filter(row -> row.isChoice() && !row.isIncluded())
            .map(ImportRow::getNumber)
            .collect(Collectors.toSet());
    return new ImportRequest(text, form(), zone(), owner(), names, skip, with());
  }

  private Optional<CrontabForm> form() {
    return form.equals("auto")
        ? Optional.empty()
        : Optional.of(CrontabForm.valueOf(form.toUpperCase(Locale.ROOT)));
  }

  private ZoneId zone() {
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new InvalidDefinitionException(
          "zone", "'" + zone + "' is no time zone; write one such as UTC or Europe/Berlin");
    }
  }

  private Optional<String> owner() {
    return Optional.of(user).filter(name -> !name.isEmpty());
  }

  private JsonObject with() {
    return paused
        ? Json.createObjectBuilder().add("paused", true).build()
        : JsonObject.EMPTY_JSON_OBJECT;
  }

  public List<ImportRow> getRows() {
    return rows;
  }

  public boolean isRead() {
    return !rows.isEmpty();
  }

  /** Returns the number of jobs that would be created; 0 while a line is wrong. */
  public int getCreatable() {
    return creatable;
  }

  public String getSummary() {
    return summary;
  }

  public String getNotes() {
    return notes;
  }

  public String getProblem() {
    return problem;
  }

  public String getText() {
    return text;
  }

  public void setText(String text) {
    this.text = text == null ? "" : text.replace("\r\n", "\n");
  }

  public String getForm() {
    return form;
  }

  public void setForm(String form) {
    this.form = Set.of("user", "system").contains(form) ? form : "auto";
  }

  public String getZone() {
    return zone;
  }

  public void setZone(String zone) {
    this.zone = zone == null ? "" : zone.strip();
  }

  public String getUser() {
    return user;
  }

  public void setUser(String user) {
    this.user = user == null ? "" : user.strip();
  }

  public boolean isPaused() {
    return paused;
  }

  public void setPaused(boolean paused) {
    this.paused = paused;
  }
}
