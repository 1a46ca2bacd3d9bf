package io.pepper.web.faces.config;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.SectionName;
import io.pepper.config.edit.FileEdit;
import io.pepper.config.edit.KeyChange;
import io.pepper.config.edit.Published;
import io.pepper.web.change.ConfigChanges;
import io.pepper.web.change.ConfigDraftChanges;
import io.pepper.web.change.ConfigReleases;
import io.pepper.web.faces.FlashMessages;
import io.pepper.web.faces.PlainText;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The actions of people on domains, files and drafts. Parameters of the request name the object and
 * the revision that the person saw, never a row number.
 */
@Named
@RequestScoped
public class ConfigActions {
  @Inject private ConfigChanges domains;
  @Inject private ConfigDraftChanges drafts;
  @Inject private ConfigReleases releases;
  @Inject private FlashMessages messages;
  @Inject private FacesContext faces;

  public void act() {
    String action = parameter("act");
    String name = parameter("file").isEmpty() ? parameter("domain") : parameter("file");
    messages.attempt(
        PlainText.of(name),
        () ->
            action.endsWith("Domain")
                ? actOnDomain(action)
                : actOnFile(action, domain(), new FileName(parameter("file"))));
  }

  private String actOnDomain(String action) {
    return switch (action) {
      case "publishDomain" ->
          published(drafts.publish(domain(), SeenDrafts.read(parameter("seen")), false, note()));
      case "restoreDomain" -> published(releases.restore(domain(), version(), note()));
      case "deleteDomain" -> {
        domains.remove(domain(), note());
        yield "Deleted. Its history stays, and a restore of any revision brings it back.";
      }
      default -> throw unknown(action);
    };
  }

  private String actOnFile(String action, DomainName domain, FileName file) {
    return switch (action) {
      case "publish" -> published(drafts.publish(domain, seen(file), false, note()));
      case "overwrite" -> published(drafts.publish(domain, seen(file), true, note()));
      case "rebase" -> {
        drafts.rebase(domain, file, version());
        yield "The draft is on what is in force now. Check what it changes, and publish it.";
      }
      case "discard" -> {
        drafts.discard(domain, file);
        yield "The draft is discarded.";
      }
      case "promote" -> published(releases.promote(domain, file, note()));
      case "abandon" -> {
        releases.abandon(domain, file, note());
        yield "Abandoned. All nodes have the same again.";
      }
      case "restore" -> published(releases.restore(domain, file, version(), note()));
      case "deleteKey" -> {
        KeyChange change =
            KeyChange.delete(new SectionName(parameter("section")), new KeyName(parameter("key")));
        save(domain, new FileEdit.ChangeKeys(file, List.of(change)));
        yield "The draft removes " + PlainText.of(parameter("key")) + ". Publish it to have that.";
      }
      case "deleteFile" -> {
        save(domain, new FileEdit.DeleteFile(file));
        yield "The draft deletes the file. Publish it to have that.";
      }
      default -> throw unknown(action);
    };
  }

  private void save(DomainName domain, FileEdit edit) {
    drafts.save(domain, edit, OptionalLong.empty(), "");
  }

  private static IllegalArgumentException unknown(String action) {
    return new IllegalArgumentException("'" + action + "' is not an action");
  }

  private static String published(Published done) {
    return done.changed().isEmpty()
        ? "Nothing is different: revision " + done.version() + " stays in force."
        : "Revision " + done.version() + " is in force.";
  }

  private DomainName domain() {
    return new DomainName(parameter("domain"));
  }

  private Map<FileName, OptionalLong> seen(FileName file) {
    return Map.of(file, OptionalLong.of(version()));
  }

  /**
   * Returns the revision that the request names.
   *
   * @throws IllegalArgumentException if it names none
   */
  private long version() {
    String text = parameter("revision");
    if (!text.matches("\\d{1,18}")) {
      throw new IllegalArgumentException("'" + text + "' is not a revision: load the page again");
    }
    return Long.parseLong(text);
  }

  private String note() {
    return parameter("value").strip();
  }

  private String parameter(String name) {
    Map<String, String> parameters = faces.getExternalContext().getRequestParameterMap();
    return parameters.getOrDefault(name, "");
  }
}
