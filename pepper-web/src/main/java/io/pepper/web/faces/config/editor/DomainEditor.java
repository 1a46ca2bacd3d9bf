package io.pepper.web.faces.config.editor;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.DomainSettings;
import io.pepper.config.edit.UnknownConfigException;
import io.pepper.config.snapshot.DomainSnapshot;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.identity.access.Permission;
import io.pepper.identity.access.PermissionDeniedException;
import io.pepper.web.access.CurrentCaller;
import io.pepper.web.access.TagsOf;
import io.pepper.web.change.ConfigChanges;
import io.pepper.web.faces.FlashMessages;
import io.pepper.web.faces.PlainText;
import io.pepper.web.faces.config.ConfigAddress;
import io.pepper.web.read.ConfigReads;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The page where admins create a domain, or set what holds for a whole one. */
@Named
@ViewScoped
public class DomainEditor implements Serializable {
  private static final long serialVersionUID = 1L;

  @Inject private transient ConfigReads reads;
  @Inject private transient ConfigChanges changes;
  @Inject private transient CurrentCaller caller;
  @Inject private transient FlashMessages messages;

  private String domain = "";
  private boolean isNew = true;
  private String refusal = "";
  private DomainForm form = new DomainForm("{}");

  /** The settings as they were when they were last read here; empty if there were none. */
  private String seen = "";

  private final LinkedHashMap<String, String> problems = new LinkedHashMap<>();

  /** Reads what there is, when the page is opened. */
  public void open() {
    try {
      caller.require(Permission.CONFIGURE_DOMAINS);
      if (!domain.isEmpty()) {
        DomainSnapshot there = reads.get(new DomainName(domain));
        caller.require(Permission.CONFIGURE_DOMAINS, TagsOf.domain(there));
        isNew = false;
        seen = reads.settings(there).build().toString();
        form = new DomainForm(seen);
      }
    } catch (PermissionDeniedException | UnknownConfigException | IllegalArgumentException e) {
      refusal = PlainText.of(e.getMessage());
    }
  }

  public void save() {
    problems.clear();
    boolean saved =
        messages.attempt(
            domain.isEmpty() ? "Not saved" : PlainText.of(domain),
            () -> {
              try {
                DomainName name = checkedName();
                return changes.define(name, form.document()) ? "Created." : "Saved.";
              } catch (InvalidDefinitionException e) {
                note(e);
                throw e;
              }
            });
    if (saved) {
      messages.redirect("/config-domain.xhtml?" + getQuery());
    }
  }

  private void note(InvalidDefinitionException problem) {
    String field = problem.field();
    boolean isSchema = field.startsWith("schemas");
    String rest = isSchema && field.length() > 8 ? field.substring(8) + ": " : "";
    problems.put(isSchema ? "schemas" : field, PlainText.of(rest + problem.problem()));
  }

  /** Returns the name if saving overwrites nothing that this page has not shown. */
  private DomainName checkedName() {
    DomainName name;
    try {
      name = new DomainName(domain);
    } catch (IllegalArgumentException e) {
      throw new InvalidDefinitionException("name", domain.isEmpty() ? "is needed" : e.getMessage());
    }
    Optional<DomainSnapshot> present = reads.find(name);
    if (isNew && present.isPresent()) {
      throw new InvalidDefinitionException("name", "there is a domain of this name; edit that one");
    }
    String settings = present.map(there -> reads.settings(there).build().toString()).orElse("");
    if (!settings.equals(seen)) {
      seen = settings;
      throw new InvalidDefinitionException(
          "",
          "Another person has changed these settings since you opened the page; save again to"
              + " overwrite that.");
    }
    return name;
  }

  /** Returns why the person may not configure here; empty if it may. */
  public String getRefusal() {
    return refusal;
  }

  public boolean isFresh() {
    return isNew;
  }

  /** Returns whether another person than the author of a draft must publish it. */
  public boolean isReviewed() {
    return form.isReviewed();
  }

  public void setReviewed(boolean reviewed) {
    form.setReviewed(reviewed);
  }

  /** Returns the texts of the form by their fields. */
  public Map<String, String> getValues() {
    return form.values();
  }

  /** Returns the problems by the field; those of no field are under the empty text. */
  public Map<String, String> getProblems() {
    return problems;
  }

  /** Returns the tag of a domain for which none is written. */
  public String getDefaultTag() {
    return DomainSettings.DEFAULT_TAG;
  }

  public String getQuery() {
    return ConfigAddress.domain(domain).map(ConfigAddress::of).orElse("");
  }

  public String getDomain() {
    return domain;
  }

  public void setDomain(String domain) {
    this.domain = domain == null ? "" : domain.strip();
  }
}
