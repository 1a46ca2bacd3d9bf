package io.pepper.web.faces.bus;

import io.pepper.bus.UnknownQueueException;
import io.pepper.bus.UnknownTopicException;
import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.identity.access.PermissionDeniedException;
import io.pepper.job.TopicId;
import io.pepper.store.StoreUnavailableException;
import io.pepper.web.change.QueueChanges;
import io.pepper.web.faces.Readable;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.application.FacesMessage.Severity;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Map;

/**
 * The actions of operators on a topic of the dashboard. The topic is a parameter of the request,
 * never a row number: rows may have changed places since the person saw them.
 */
@Named
@RequestScoped
public class TopicActions {
  @Inject private QueueChanges changes;
  @Inject private FacesContext faces;

  public void act() {
    Map<String, String> parameters = faces.getExternalContext().getRequestParameterMap();
    String topic = parameters.getOrDefault("topic", "");
    try {
      String told = act(parameters.getOrDefault("act", ""), parse(topic));
      addMessage(FacesMessage.SEVERITY_INFO, topic, told);
    } catch (PermissionDeniedException
        | UnknownQueueException
        | UnknownTopicException
        | StoreUnavailableException
        | CoordinationUnavailableException
        | IllegalArgumentException e) {
      addMessage(FacesMessage.SEVERITY_ERROR, topic, e.getMessage());
    }
  }

  private String act(String action, TopicId topic) {
    return switch (action) {
      case "pause" -> {
        changes.pause(topic);
        yield "Paused. Jobs are still accepted and wait.";
      }
      case "resume" -> {
        changes.resume(topic);
        yield "Delivering again.";
      }
      case "replay" -> jobs(changes.replay(topic, Integer.MAX_VALUE)) + " ready again.";
      case "purge" -> jobs(changes.purgeDead(topic)) + " deleted.";
      default -> throw new IllegalArgumentException("'" + action + "' is not an action");
    };
  }

  private static TopicId parse(String topic) {
    int slash = topic.indexOf('/');
    return TopicId.of(topic.substring(0, Math.max(slash, 0)), topic.substring(slash + 1));
  }

  private static String jobs(long count) {
    return count == 1 ? "1 dead job" : Readable.count(count) + " dead jobs";
  }

  private void addMessage(Severity severity, String topic, String what) {
    faces.addMessage(null, new FacesMessage(severity, topic, what));
  }
}
