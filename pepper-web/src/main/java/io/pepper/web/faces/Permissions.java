package io.pepper.web.faces;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** The permissions of the page's user. Pages hide the rest; actions refuse it. */
@Named("may")
@RequestScoped
public class Permissions {
  @Inject private FacesContext faces;

  /**
   * Returns whether the user may work with jobs and define queues and cron jobs, of its tags and
   * without commands of the node.
   */
  public boolean isOperate() {
    return faces.getExternalContext().isUserInRole("operator");
  }

  /** Returns whether the user may define commands, pause everything, and manage accounts. */
  public boolean isAdminister() {
    return faces.getExternalContext().isUserInRole("admin");
  }
}
