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
   * Returns whether the user may run, pause, kill and test what is defined, and drain, weigh and
   * remove what is registered.
   */
  public boolean isOperate() {
    return faces.getExternalContext().isUserInRole("operator");
  }

  /** Returns whether the user may define and delete, see secrets, and pause everything. */
  public boolean isAdminister() {
    return faces.getExternalContext().isUserInRole("admin");
  }
}
