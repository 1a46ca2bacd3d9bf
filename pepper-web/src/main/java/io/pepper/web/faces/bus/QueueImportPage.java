package io.pepper.web.faces.bus;

import io.pepper.definition.InvalidDefinitionException;
import io.pepper.identity.access.PermissionDeniedException;
import io.pepper.web.change.PlannedQueue;
import io.pepper.web.change.QueueImport;
import io.pepper.web.faces.FlashMessages;
import io.pepper.web.faces.PlainText;
import io.pepper.web.faces.cron.PrettyJson;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The page on which exported queues are looked through, and then defined. */
@Named("queueImport")
@ViewScoped
public class QueueImportPage implements Serializable {
  private static final long serialVersionUID = 1L;

  @Inject private transient QueueImport imports;
  @Inject private transient FlashMessages messages;

  private String text = "";
  private String planned = "";
  private ArrayList<HashMap<String, String>> rows = new ArrayList<>();
  private long doable;
  private String problem = "";

  /** Shows what the import would do, and changes nothing. */
  public void plan() {
    rows = new ArrayList<>();
    doable = 0;
    problem = "";
    try {
      show(imports.plan(PrettyJson.read(text)));
      planned = text;
    } catch (InvalidDefinitionException | PermissionDeniedException e) {
      problem = PlainText.of(e.getMessage());
    }
  }

  public void run() {
    if (!planned.equals(text)) {
      plan();
      return;
    }
    boolean done =
        messages.attempt(
            "Import",
            () -> {
              List<PlannedQueue> all = imports.run(PrettyJson.read(text));
              return count(all, PlannedQueue.ImportEffect.NEW)
                  + " defined, "
                  + count(all, PlannedQueue.ImportEffect.CHANGED)
                  + " changed.";
            });
    if (done) {
      messages.redirect("/");
    } else {
      plan();
    }
  }

  private void show(List<PlannedQueue> all) {
    all.forEach(queue -> rows.add(row(queue)));
    doable =
        count(all, PlannedQueue.ImportEffect.REFUSED) > 0
            ? 0
            : all.size() - count(all, PlannedQueue.ImportEffect.UNCHANGED);
  }

  private static HashMap<String, String> row(PlannedQueue queue) {
    return new HashMap<>(
        Map.of(
            "name", PlainText.of(queue.name()),
            "state", queue.change().text(),
            "stateStyle", style(queue.change()),
            "problem", PlainText.of(queue.problem()),
            "topics", Integer.toString(queue.topics())));
  }

  private static String style(PlannedQueue.ImportEffect effect) {
    return switch (effect) {
      case NEW -> "good";
      case CHANGED -> "held";
      case UNCHANGED -> "idle";
      case REFUSED -> "bad";
    };
  }

  private static long count(List<PlannedQueue> all, PlannedQueue.ImportEffect change) {
    return all.stream().filter(queue -> queue.change() == change).count();
  }

  /** Returns the queues by name, state, its style, problem and number of topics. */
  public List<HashMap<String, String>> getRows() {
    return rows;
  }

  public boolean isPlanned() {
    return !rows.isEmpty();
  }

  /** Returns how many queues would be defined or changed; 0 while one is refused. */
  public long getDoable() {
    return doable;
  }

  /** Returns why nothing can be imported; empty if something can. */
  public String getHindrance() {
    if (doable > 0) {
      return "";
    }
    return rows.stream().anyMatch(row -> "bad".equals(row.get("stateStyle")))
        ? "All or nothing is imported: mend what is refused, or leave it out of the text."
        : "All of it is here already.";
  }

  public String getProblem() {
    return problem;
  }

  public String getText() {
    return text;
  }

  public void setText(String text) {
    this.text = text == null ? "" : text;
  }
}
