package io.pepper.web.faces;

import io.pepper.identity.access.Permission;
import io.pepper.web.access.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** The permissions of the page's user. Pages hide the rest; actions refuse it. */
@Named("caller")
@RequestScoped
public class Permissions {
  @Inject private CurrentCaller caller;

  /**
   * Returns whether the user has a permission, for some tags at least.
   *
   * @param permission the name of a {@link Permission}, such as {@code DEFINE_QUEUES}
   */
  public boolean may(String permission) {
    return caller.may(Permission.valueOf(permission));
  }

  /** Returns whether the user sees some tags only, so that there may be more than it sees. */
  public boolean isRestricted() {
    return !caller.tags().isEvery();
  }
}
