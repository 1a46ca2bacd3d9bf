package io.pepper.web.faces.config.editor;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.SectionName;
import io.pepper.config.edit.FileDraft;
import io.pepper.config.edit.FileEdit;
import io.pepper.config.edit.UnknownConfigException;
import io.pepper.config.snapshot.DomainSnapshot;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.identity.access.Permission;
import io.pepper.identity.access.PermissionDeniedException;
import io.pepper.web.access.CurrentCaller;
import io.pepper.web.access.TagsOf;
import io.pepper.web.change.ConfigDraftChanges;
import io.pepper.web.faces.FlashMessages;
import io.pepper.web.faces.PlainText;
import io.pepper.web.faces.config.ConfigAddress;
import io.pepper.web.faces.config.DraftedFile;
import io.pepper.web.read.ConfigReads;
import io.pepper.web.read.ConfigVersionReads;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** The page that adds a key to a file or changes one, in the file's draft. */
@Named
@ViewScoped
public class KeyEditor implements Serializable {
  private static final long serialVersionUID = 1L;

  @Inject private transient ConfigReads reads;
  @Inject private transient ConfigVersionReads versions;
  @Inject private transient ConfigDraftChanges drafts;
  @Inject private transient CurrentCaller caller;
  @Inject private transient FlashMessages messages;

  private String domain = "";
  private String file = "";
  private String section = "";
  private String key = "";
  private boolean isNew = true;
  private String refusal = "";
  private KeyForm form = new KeyForm(null);

  /** The key as it was when it was last read here; empty if there was none. */
  private String seen = "";

  private final LinkedHashMap<String, String> problems = new LinkedHashMap<>();

  /** Reads what there is, when the page is opened. */
  public void open() {
    try {
      DomainSnapshot there = reads.get(new DomainName(domain));
      caller.require(Permission.EDIT_CONFIG, TagsOf.domain(there));
      Optional<ConfigEntry> present = find(there);
      isNew = present.isEmpty();
      seen = state(present);
      form = new KeyForm(present.orElse(null));
    } catch (PermissionDeniedException | UnknownConfigException | IllegalArgumentException e) {
      refusal = PlainText.of(e.getMessage());
    }
  }

  private Optional<ConfigEntry> find(DomainSnapshot there) {
    Optional<DraftedFile> edited = drafted(there);
    return key.isEmpty()
        ? Optional.empty()
        : edited.flatMap(
            each -> each.edited().find(new SectionName(sectionOrDefault()), new KeyName(key)));
  }

  private Optional<DraftedFile> drafted(DomainSnapshot there) {
    List<FileDraft> all = versions.drafts(there.domain());
    return DraftedFile.find(there, all, new FileName(file));
  }

  private static String state(Optional<ConfigEntry> entry) {
    return entry
        .map(there -> there.type() + " " + there.isSecret() + " " + there.value())
        .orElse("");
  }

  private String sectionOrDefault() {
    return section.isEmpty() ? SectionName.DEFAULT.value() : section;
  }

  /** Shows the field of another type, with what is typed as far as that type takes it. */
  public void chooseType() {
    problems.clear();
    form.chooseType();
  }

  /** Puts what is typed into the draft. */
  public void save() {
    problems.clear();
    boolean saved =
        messages.attempt(
            key.isEmpty() ? "Not saved" : PlainText.of(key),
            () -> {
              try {
                saveChecked();
                return "It is in the draft. Publish that to bring it into force.";
              } catch (InvalidDefinitionException e) {
                problems.put(place(e.field()), PlainText.of(e.problem()));
                throw e;
              }
            });
    if (saved) {
      messages.redirect("/config-file.xhtml?" + getQuery());
    }
  }

  private static String place(String field) {
    return switch (field) {
      case "", "section", "key" -> field;
      default -> "value";
    };
  }

  private void saveChecked() {
    DomainName name = new DomainName(domain);
    SectionName inSection = checked("section", () -> new SectionName(sectionOrDefault()));
    KeyName named = checked("key", () -> new KeyName(key));
    DomainSnapshot there = reads.get(name);
    Optional<DraftedFile> edited = drafted(there);
    refuseOverwriting(edited.flatMap(each -> each.edited().find(inSection, named)));
    FileEdit edit = new FileEdit.ChangeKeys(new FileName(file), form.changes(inSection, named));
    // What the page showed is still there: that others changed other keys does no harm.
    long draft = edited.map(DraftedFile::draftRevision).orElse(0L);
    drafts.save(name, edit, OptionalLong.of(draft), "");
  }

  private static <T> T checked(String field, Supplier<T> name) {
    try {
      return name.get();
    } catch (IllegalArgumentException e) {
      throw new InvalidDefinitionException(field, e.getMessage());
    }
  }

  /** Says once that another person was faster; saving again overwrites that. */
  private void refuseOverwriting(Optional<ConfigEntry> present) {
    if (isNew && present.isPresent() && seen.isEmpty()) {
      seen = state(present);
      throw new InvalidDefinitionException(
          "key", "is in that section already; save again to give it this value");
    }
    if (!state(present).equals(seen)) {
      seen = state(present);
      throw new InvalidDefinitionException(
          "",
          "Another person has changed or removed this key since you opened the page; what you typed"
              + " is still here. Save again to overwrite that.");
    }
  }

  /** Returns why the person may not edit here; empty if it may. */
  public String getRefusal() {
    return refusal;
  }

  public KeyForm getForm() {
    return form;
  }

  /** Returns the sections that there are, as suggestions. */
  public List<String> getSections() {
    return drafted(reads.get(new DomainName(domain))).stream()
        .flatMap(there -> there.edited().names().stream())
        .map(SectionName::value)
        .toList();
  }

  /** Returns the problems by the field; those of no field are under the empty text. */
  public Map<String, String> getProblems() {
    return problems;
  }

  /** Returns the query of the page about the file. */
  public String getQuery() {
    return ConfigAddress.domain(domain)
        .flatMap(name -> ConfigAddress.file(file).map(path -> ConfigAddress.of(name, path)))
        .orElse("");
  }

  public boolean isFresh() {
    return isNew;
  }

  /** Returns the query of the page about the domain. */
  public String getDomainQuery() {
    return ConfigAddress.domain(domain).map(ConfigAddress::of).orElse("");
  }

  public String getDomain() {
    return domain;
  }

  public void setDomain(String domain) {
    this.domain = domain == null ? "" : domain;
  }

  public String getFile() {
    return file;
  }

  public void setFile(String file) {
    this.file = file == null ? "" : file;
  }

  public String getSection() {
    return section;
  }

  public void setSection(String section) {
    this.section = section == null ? "" : section;
  }

  public String getKey() {
    return key;
  }

  public void setKey(String key) {
    this.key = key == null ? "" : key.strip();
  }
}
