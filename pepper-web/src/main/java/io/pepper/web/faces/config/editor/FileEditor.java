package io.pepper.web.faces.config.editor;

import io.pepper.config.IniText;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import io.pepper.config.edit.FileEdit;
import io.pepper.config.edit.StaleDraftException;
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

/** The page on which a whole file is written as an ini text, into its draft. */
@Named
@ViewScoped
public class FileEditor implements Serializable {
  private static final long serialVersionUID = 1L;

  @Inject private transient ConfigReads reads;
  @Inject private transient ConfigVersionReads versions;
  @Inject private transient ConfigDraftChanges drafts;
  @Inject private transient CurrentCaller caller;
  @Inject private transient FlashMessages messages;

  private String domain = "";
  private String file = "";
  private boolean isNew = true;
  private String refusal = "";
  private IniForm form = new IniForm("");

  /** The revision of the draft, and the version of the file, that the text was made of. */
  private long draftSeen;

  private long versionSeen;

  private final LinkedHashMap<String, String> problems = new LinkedHashMap<>();

  /** Reads what there is, when the page is opened. */
  public void open() {
    try {
      DomainSnapshot there = reads.get(new DomainName(domain));
      caller.require(Permission.EDIT_CONFIG, TagsOf.domain(there));
      Optional<DraftedFile> present = find(there);
      isNew = present.isEmpty();
      present.ifPresent(this::remember);
      form = new IniForm(isNew ? "" : IniText.write(present.get().edited()));
    } catch (PermissionDeniedException
        | UnknownConfigException
        | InvalidDefinitionException
        | IllegalArgumentException e) {
      refusal = PlainText.of(e.getMessage());
    }
  }

  private Optional<DraftedFile> find(DomainSnapshot there) {
    return ConfigAddress.file(file)
        .flatMap(name -> DraftedFile.find(there, versions.drafts(there.domain()), name));
  }

  private void remember(DraftedFile present) {
    draftSeen = present.draftRevision();
    versionSeen = present.version();
  }

  /** Shows where the text means something else than it seems to. */
  public void check() {
    problems.clear();
    try {
      form.read();
    } catch (InvalidDefinitionException e) {
      note(e);
    }
  }

  /** Puts the text into the draft. */
  public void save() {
    problems.clear();
    boolean saved =
        messages.attempt(
            file.isEmpty() ? "Not saved" : PlainText.of(file),
            () -> {
              try {
                saveChecked();
                return "It is in the draft. Publish that to bring it into force.";
              } catch (InvalidDefinitionException e) {
                note(e);
                throw e;
              }
            });
    if (saved) {
      messages.redirect("/config-file.xhtml?" + getQuery());
    }
  }

  private void note(InvalidDefinitionException problem) {
    String field = problem.field();
    boolean isName = field.equals("file");
    String where = field.isEmpty() || isName || field.equals("text") ? "" : field + ": ";
    problems.put(isName ? "file" : "text", PlainText.of(where + problem.problem()));
  }

  private void saveChecked() {
    FileName name = name();
    FileContent content = form.readToSave();
    refuseOverwriting(name);
    try {
      drafts.save(
          new DomainName(domain),
          new FileEdit.ReplaceContent(name, content),
          OptionalLong.of(draftSeen),
          "");
    } catch (StaleDraftException e) {
      draftSeen = e.revision();
      throw overtaken();
    }
  }

  private FileName name() {
    if (file.isEmpty()) {
      throw new InvalidDefinitionException("file", "is needed");
    }
    try {
      return FileName.of(file);
    } catch (IllegalArgumentException e) {
      throw new InvalidDefinitionException("file", e.getMessage());
    }
  }

  /** Says once that another person was faster; saving again overwrites that. */
  private void refuseOverwriting(FileName name) {
    DomainSnapshot there = reads.get(new DomainName(domain));
    Optional<DraftedFile> present = DraftedFile.find(there, versions.drafts(there.domain()), name);
    if (isNew && present.isPresent() && draftSeen == 0 && versionSeen == 0) {
      throw new InvalidDefinitionException("file", "is in the domain already; edit that one");
    }
    long version = present.map(DraftedFile::version).orElse(0L);
    if (version != versionSeen) {
      versionSeen = version;
      draftSeen = present.map(DraftedFile::draftRevision).orElse(0L);
      throw overtaken();
    }
  }

  private static InvalidDefinitionException overtaken() {
    return new InvalidDefinitionException(
        "text",
        "Another person has changed the file or its draft since you opened the page; what you typed"
            + " is still here. Save again to replace what is there now.");
  }

  /** Returns why the person may not edit here; empty if it may. */
  public String getRefusal() {
    return refusal;
  }

  /** Returns the places where the text means something else than it seems to. */
  public List<String> getWarnings() {
    return form.getWarnings();
  }

  /** Returns whether the text was checked, and has no such places. */
  public boolean isChecked() {
    return form.isChecked();
  }

  public String getText() {
    return form.getText();
  }

  public void setText(String text) {
    form.setText(text);
  }

  public boolean isAccepted() {
    return form.isAccepted();
  }

  public void setAccepted(boolean accepted) {
    form.setAccepted(accepted);
  }

  /** Returns the problems by the field. */
  public Map<String, String> getProblems() {
    return problems;
  }

  /** Returns the query of the page about the file, or about the domain of a new one. */
  public String getQuery() {
    return ConfigAddress.domain(domain)
        .map(name ->
            ConfigAddress.file(file.startsWith("/") ? file.substring(1) : file)
                .map(path -> ConfigAddress.of(name, path))
                .orElse(ConfigAddress.of(name)))
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
    this.file = file == null ? "" : file.strip();
  }
}
