package io.pepper.web.faces;

import io.pepper.config.edit.ReviewRequiredException;
import io.pepper.config.edit.StaleDraftException;
import io.pepper.config.edit.StaleFileException;
import io.pepper.config.edit.UnknownConfigException;
import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.cron.JobInUseException;
import io.pepper.cron.RunStateException;
import io.pepper.cron.UnknownJobException;
import io.pepper.cron.UnknownRunException;
import io.pepper.database.DatabaseUnavailableException;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.discovery.UnknownInstanceException;
import io.pepper.identity.access.PermissionDeniedException;
import io.pepper.store.StoreUnavailableException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/**
 * The messages about how an action went, which are kept when a page is left for another; every
 * refusal becomes a message with its reason.
 */
@RequestScoped
public class FlashMessages {
  @Inject private FacesContext faces;

  /**
   * Runs an action and adds a message about its end.
   *
   * @param subject what it is about, such as a job's name
   * @param action gives what to say when it went well
   * @return whether it did
   */
  public boolean attempt(String subject, Supplier<String> action) {
    try {
      String told = action.get();
      faces.addMessage(null, new FacesMessage(FacesMessage.SEVERITY_INFO, subject, told));
      return true;
    } catch (PermissionDeniedException
        | UnknownJobException
        | UnknownRunException
        | UnknownInstanceException
        | RunStateException
        | JobInUseException
        | UnknownConfigException
        | StaleFileException
        | StaleDraftException
        | ReviewRequiredException
        | InvalidDefinitionException
        | CoordinationUnavailableException
        | DatabaseUnavailableException
        | StoreUnavailableException
        | IllegalArgumentException e) {
      refuse(subject, e.getMessage());
      return false;
    }
  }

  /**
   * Redirects to another page, which shows the messages so far.
   *
   * @param page its path in the application, such as {@code /cron.xhtml}, with its query
   */
  public void redirect(String page) {
    ExternalContext external = faces.getExternalContext();
    external.getFlash().setKeepMessages(true);
    try {
      external.redirect(external.getRequestContextPath() + page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void refuse(String subject, String why) {
    faces.addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, subject, why));
  }
}
