package io.pepper.web.faces.bus;

import io.pepper.definition.InvalidDefinitionException;
import io.pepper.identity.access.PermissionDeniedException;
import io.pepper.web.change.PlannedQueue;
import io.pepper.web.change.QueueImport;
import io.pepper.web.faces.FlashMessages;
import io.pepper.web.faces.PlainText;
import io.pepper.web.faces.Readable;
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
  private long unreachable;
  private boolean isLossAccepted;
  private String problem = "";

  /** Shows what the import would do, and changes nothing. */
  public void plan() {
    rows = new ArrayList<>();
    doable = 0;
    unreachable = 0;
    isLossAccepted = false;
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
    if (unreachable > 0 && !isLossAccepted) {
      messages.refuse("Import", "tick the box to remove topics that still hold jobs");
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
    unreachable = all.stream().mapToLong(PlannedQueue::unreachable).sum();
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
            "loss", loss(queue),
            "topics", Integer.toString(queue.topics())));
  }

  private static String loss(PlannedQueue queue) {
    return queue.unreachable() == 0
        ? ""
        : "removes topics that still hold " + Readable.count(queue.unreachable()) + " jobs";
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

  /** Returns the queues by name, state, its style, problem, loss and number of topics. */
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

  /** Returns whether jobs would get out of reach, so that it must be ticked. */
  public boolean isLossThreatening() {
    return doable > 0 && unreachable > 0;
  }

  public boolean isLossAccepted() {
    return isLossAccepted;
  }

  public void setLossAccepted(boolean lossAccepted) {
    isLossAccepted = lossAccepted;
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
