package io.pepper.config.edit;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import java.util.List;
import java.util.Map;

/**
 * The edits of files of a domain that come into force together, with one version and one push.
 *
 * @param edits at most 40; several of one file are made one after the other
 * @param expected the version that a file must be at, for those whose edit must not undo what
 *     another person published; 0 for a file that must not be there
 * @param author who publishes, for the history
 * @param note why, in at most 1,000 characters
 */
public record PublishRequest(
    DomainName domain,
    List<FileEdit> edits,
    Map<FileName, Long> expected,
    String author,
    String note) {
  public PublishRequest {
    edits = List.copyOf(edits);
    expected = Map.copyOf(expected);
  }

  /** Creates a request that holds whatever version the files are at. */
  public PublishRequest(DomainName domain, List<FileEdit> edits, String author, String note) {
    this(domain, edits, Map.of(), author, note);
  }
}
