package io.pepper.web.faces.config.editor;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.GrayRule;
import io.pepper.config.edit.Published;
import io.pepper.config.edit.UnknownConfigException;
import io.pepper.config.snapshot.DomainSnapshot;
import io.pepper.config.snapshot.GrayRelease;
import io.pepper.config.snapshot.NodeStatus;
import io.pepper.config.snapshot.PublishedFile;
import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.identity.access.Permission;
import io.pepper.identity.access.PermissionDeniedException;
import io.pepper.web.access.CurrentCaller;
import io.pepper.web.access.TagsOf;
import io.pepper.web.change.ConfigReleases;
import io.pepper.web.faces.FlashMessages;
import io.pepper.web.faces.PlainText;
import io.pepper.web.faces.config.ConfigAddress;
import io.pepper.web.faces.config.DifferenceRow;
import io.pepper.web.faces.config.DraftedFile;
import io.pepper.web.faces.config.GrayRow;
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

/** The page that gives the draft of a file to some nodes, or a gray release to other nodes. */
@Named
@ViewScoped
public class GrayEditor implements Serializable {
  private static final long serialVersionUID = 1L;

  @Inject private transient ConfigReads reads;
  @Inject private transient ConfigVersionReads versions;
  @Inject private transient ConfigReleases releases;
  @Inject private transient CurrentCaller caller;
  @Inject private transient FlashMessages messages;

  private String domain = "";
  private String file = "";
  private String note = "";
  private String refusal = "";
  private final GrayForm form = new GrayForm();

  /** The revision of the draft that the page showed; 0 if a gray release gets other nodes. */
  private long draftSeen;

  private final LinkedHashMap<String, String> problems = new LinkedHashMap<>();

  /** Reads what there is, when the page is opened. */
  public void open() {
    try {
      DomainSnapshot there = reads.get(new DomainName(domain));
      caller.require(Permission.PUBLISH_CONFIG, TagsOf.domain(there));
      DraftedFile present = find(there);
      draftSeen = present.draftRevision();
      gray(present).map(GrayRelease::rule).ifPresent(form::fill);
      if (draftSeen == 0 && gray(present).isEmpty()) {
        refusal =
            "There is no draft of this file that could be released, and no gray release runs.";
      }
    } catch (PermissionDeniedException | UnknownConfigException | IllegalArgumentException e) {
      refusal = PlainText.of(e.getMessage());
    }
  }

  private DraftedFile find(DomainSnapshot there) {
    FileName name = new FileName(file);
    return DraftedFile.find(there, versions.drafts(there.domain()), name)
        .orElseThrow(() -> UnknownConfigException.file(there.domain(), name));
  }

  private static Optional<GrayRelease> gray(DraftedFile present) {
    return present.published().flatMap(PublishedFile::gray);
  }

  /** Gives the changes to the nodes of the rule. */
  public void save() {
    problems.clear();
    boolean saved =
        messages.attempt(
            PlainText.of(file),
            () -> {
              try {
                return "Revision "
                    + release(form.rule()).version()
                    + " is in force for these nodes.";
              } catch (InvalidDefinitionException e) {
                problems.put(place(e.field()), PlainText.of(e.problem()));
                throw e;
              }
            });
    if (saved) {
      messages.redirect("/config-file.xhtml?" + getQuery());
    }
  }

  private Published release(GrayRule rule) {
    DomainName name = new DomainName(domain);
    FileName path = new FileName(file);
    return draftSeen > 0
        ? releases.release(name, path, rule, List.of(), OptionalLong.of(draftSeen), note.strip())
        : releases.changeRule(name, path, rule, note.strip());
  }

  private static String place(String field) {
    return switch (field) {
      case "nodes", "labels", "percent", "note" -> field;
      default -> "";
    };
  }

  /** Returns the changes that the nodes will have. */
  public List<DifferenceRow> getChanges() {
    DraftedFile present = find(reads.get(new DomainName(domain)));
    return draftSeen > 0
        ? DifferenceRow.of(present.changes())
        : gray(present)
            .map(gray -> DifferenceRow.between(present.inForce(), gray.content()))
            .orElse(List.of());
  }

  /** Returns the connected nodes that the fields select; null if they say no rule. */
  public GrayRow.GrayNodes getSelected() {
    try {
      return new GrayRow.GrayNodes(form.rule(), nodes());
    } catch (InvalidDefinitionException e) {
      return null;
    }
  }

  /** Returns the ids of the nodes that are connected, as suggestions. */
  public String getConnected() {
    return PlainText.of(
        String.join(", ", nodes().stream().map(NodeStatus::node).distinct().limit(20).toList()));
  }

  private List<NodeStatus> nodes() {
    try {
      return reads.nodes(new DomainName(domain));
    } catch (CoordinationUnavailableException e) {
      return List.of();
    }
  }

  /** Returns why the person may not release here; empty if it may. */
  public String getRefusal() {
    return refusal;
  }

  public boolean isDraft() {
    return draftSeen > 0;
  }

  /** Returns the texts of the form by their fields. */
  public Map<String, String> getValues() {
    return form.values();
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

  public String getNote() {
    return note;
  }

  public void setNote(String note) {
    this.note = note == null ? "" : note;
  }
}
