package io.pepper.web.faces.bus.editor;

import io.pepper.bus.UnknownQueueException;
import io.pepper.job.QueueName;
import io.pepper.web.change.QueueChanges;
import io.pepper.web.faces.FlashMessages;
import io.pepper.web.read.QueueReads;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** The deletion of a queue, asked for by its name in the request. */
@Named
@RequestScoped
public class QueueActions {
  @Inject private QueueChanges changes;
  @Inject private QueueReads queues;
  @Inject private QueueContents contents;
  @Inject private FlashMessages messages;
  @Inject private FacesContext faces;

  /** Deletes the queue whose name is the parameter {@code queue}, and goes to the other queues. */
  public void act() {
    String name = faces.getExternalContext().getRequestParameterMap().getOrDefault("queue", "");
    boolean deleted =
        messages.attempt(
            name,
            () -> {
              QueueName queue = new QueueName(name);
              String held = contents.of(queues.find(queue), topic -> true);
              remove(queue);
              return held.isEmpty()
                  ? "Deleted."
                  : "Deleted. " + held + " stay in the store, out of reach.";
            });
    if (deleted) {
      messages.redirect("/");
    }
  }

  private void remove(QueueName queue) {
    try {
      changes.remove(queue);
    } catch (UnknownQueueException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
