package io.pepper.web.faces;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** What whoever looks at the page may do. Pages hide the rest; actions refuse it. */
@Named("may")
@RequestScoped
public class Permissions {
  @Inject private FacesContext faces;

  /** Run, pause, kill and test what is defined; drain, weigh and remove what is registered. */
  public boolean isOperate() {
    return faces.getExternalContext().isUserInRole("operator");
  }

  /** Define and delete, see secrets, pause everything. */
  public boolean isAdminister() {
    return faces.getExternalContext().isUserInRole("admin");
  }
}
