package io.pepper.web.faces.config.history;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import io.pepper.config.edit.FileDifference;
import io.pepper.config.edit.UnknownConfigException;
import io.pepper.database.DatabaseUnavailableException;
import io.pepper.identity.access.PermissionDeniedException;
import io.pepper.web.faces.ListQuery;
import io.pepper.web.faces.PlainText;
import io.pepper.web.faces.config.ConfigAddress;
import io.pepper.web.faces.config.DifferenceRow;
import io.pepper.web.read.ConfigVersionReads;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;

/**
 * The page that compares two versions of a domain, or of one file of it: {@code
 * ?domain=…&file=…&from=…&to=…}.
 */
@Named
@RequestScoped
public class ComparePage {
  /** A file that differs between two versions, as the page reads it. */
  public static final class ComparedFile {
    private final FileDifference difference;

    ComparedFile(FileDifference difference) {
      this.difference = difference;
    }

    public String getName() {
      return PlainText.of(difference.file().path());
    }

    /** Returns what became of the whole file: new, deleted; empty if it was there all the time. */
    public String getState() {
      if (difference.existedBefore() == difference.existsAfter()) {
        return "";
      }
      return difference.existsAfter() ? "new" : "deleted";
    }

    public List<DifferenceRow> getRows() {
      return DifferenceRow.of(difference.keys());
    }
  }

  @Inject private ConfigVersionReads versions;
  @Inject private ListQuery query;

  private Optional<DomainName> domain;
  private Optional<FileName> file;
  private List<ComparedFile> files;
  private List<ComparedFile> grays = List.of();
  private String problem = "";

  @PostConstruct
  void read() {
    domain = ConfigAddress.domain(query.parameter("domain"));
    file = ConfigAddress.file(query.parameter("file"));
    try {
      files = differences().stream().map(ComparedFile::new).toList();
      grays = grayDifferences().stream().map(ComparedFile::new).toList();
    } catch (PermissionDeniedException | UnknownConfigException | IllegalArgumentException e) {
      problem = PlainText.of(e.getMessage());
    } catch (DatabaseUnavailableException e) {
      problem = "The history cannot be read now: " + PlainText.of(e.getMessage());
    }
  }

  private List<FileDifference> differences() {
    DomainName name =
        domain.orElseThrow(() -> new IllegalArgumentException("the address names no domain"));
    long from = version("from");
    long to = version("to");
    return file.isEmpty()
        ? versions.differences(name, from, to)
        : List.of(versions.difference(name, file.get(), from, to)).stream()
            .filter(each -> !each.keys().isEmpty() || each.existedBefore() != each.existsAfter())
            .toList();
  }

  /** Returns what the version gave to some nodes, if it is compared with the one before it. */
  private List<FileDifference> grayDifferences() {
    long to = version("to");
    return version("from") + 1 != to
        ? List.of()
        : versions.grayDifferences(domain.orElseThrow(), to).stream()
            .filter(each -> file.isEmpty() || each.file().equals(file.get()))
            .toList();
  }

  private long version(String parameter) {
    String text = query.parameter(parameter);
    if (!text.matches("\\d{1,18}")) {
      throw new IllegalArgumentException("the address names no revision to compare");
    }
    return Long.parseLong(text);
  }

  /** Says to programs too that there is nothing to compare. */
  public void refuseUnknown() {
    FacesContext faces = FacesContext.getCurrentInstance();
    if (files == null && !faces.isPostback()) {
      faces.getExternalContext().setResponseStatus(404);
    }
  }

  public boolean isFound() {
    return files != null;
  }

  /** Returns why there is nothing to show; empty if there is. */
  public String getProblem() {
    return problem;
  }

  public String getDomain() {
    return PlainText.of(query.parameter("domain"));
  }

  public String getFile() {
    return PlainText.of(query.parameter("file"));
  }

  public String getDomainQuery() {
    return domain.map(ConfigAddress::of).orElse("");
  }

  /**
   * Returns the query of the pages about the file, or about the domain if the address names none.
   */
  public String getQuery() {
    return file.map(path -> ConfigAddress.of(domain.orElseThrow(), path))
        .orElseGet(this::getDomainQuery);
  }

  public String getFrom() {
    return PlainText.of(query.parameter("from"));
  }

  public String getTo() {
    return PlainText.of(query.parameter("to"));
  }

  public List<ComparedFile> getFiles() {
    return files;
  }

  /** Returns the files of which some nodes got something else. */
  public List<ComparedFile> getGrays() {
    return grays;
  }
}
