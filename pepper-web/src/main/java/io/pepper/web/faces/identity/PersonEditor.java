package io.pepper.web.faces.identity;

import io.pepper.identity.User;
import io.pepper.identity.access.AllowedTags;
import io.pepper.identity.access.InvalidIdentityException;
import io.pepper.identity.access.Role;
import io.pepper.identity.access.UserChange;
import io.pepper.web.change.AccountChanges;
import io.pepper.web.faces.FlashMessages;
import io.pepper.web.read.AccountReads;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The page on which a user is created or changed. */
@Named("person")
@ViewScoped
public class PersonEditor implements Serializable {
  private static final long serialVersionUID = 1L;

  @Inject private transient AccountReads reads;
  @Inject private transient AccountChanges changes;
  @Inject private transient FlashMessages messages;

  private String name = "";
  private String password = "";
  private String role = Role.VIEWER.text();
  private boolean restricted;
  private List<String> tags = new ArrayList<>();
  private boolean disabled;
  private boolean isNew = true;
  private boolean isLocal = true;

  /** Reads what there is, when the page is opened. */
  public void open() {
    Optional<User> user = name.isEmpty() ? Optional.empty() : reads.user(name);
    user.ifPresent(found -> {
      isNew = false;
      isLocal = found.isLocal();
      role = found.role().text();
      disabled = found.disabled();
      restricted = !found.tags().isEvery();
      found.tags().names().ifPresent(names -> tags = new ArrayList<>(names));
    });
  }

  public void save() {
    boolean saved =
        messages.attempt(
            name.isEmpty() ? "Not saved" : name,
            () -> {
              if (isNew) {
                changes.createUser(name, password, Role.of(role), allowed());
                return "Created.";
              }
              UserChange change =
                  new UserChange(
                      Optional.of(Role.of(role)), Optional.of(allowed()), Optional.of(disabled));
              changes
                  .changeUser(name, change)
                  .orElseThrow(() -> new InvalidIdentityException("name", "there is no such user"));
              return "Saved.";
            });
    if (saved) {
      messages.redirect("/people.xhtml");
    }
  }

  public void setNewPassword() {
    boolean changed =
        messages.attempt(
            name,
            () -> {
              changes.setPassword(name, password);
              return "The password is changed, and its sessions are ended.";
            });
    if (changed) {
      messages.redirect("/people.xhtml");
    }
  }

  private AllowedTags allowed() {
    return restricted ? AllowedTags.of(tags == null ? List.of() : tags) : AllowedTags.EVERY;
  }

  public boolean isFresh() {
    return isNew;
  }

  public boolean isLocal() {
    return isLocal;
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name == null ? "" : name.strip();
  }

  public String getPassword() {
    return "";
  }

  public void setPassword(String password) {
    this.password = password;
  }

  public String getRole() {
    return role;
  }

  public void setRole(String role) {
    this.role = role;
  }

  public boolean isRestricted() {
    return restricted;
  }

  public void setRestricted(boolean restricted) {
    this.restricted = restricted;
  }

  public List<String> getTags() {
    return tags;
  }

  public void setTags(List<String> tags) {
    this.tags = tags;
  }

  public boolean isDisabled() {
    return disabled;
  }

  public void setDisabled(boolean disabled) {
    this.disabled = disabled;
  }
}
