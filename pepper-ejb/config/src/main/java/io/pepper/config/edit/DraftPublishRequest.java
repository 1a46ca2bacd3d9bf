package io.pepper.config.edit;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The wish to bring drafts of a domain into force together.
 *
 * @param drafts of which files, with the revision that was reviewed; empty for whatever it is
 * @param isForced whether drafts win over what was published since they were begun
 * @param author who publishes
 * @param note why, in at most 1,000 characters
 */
public record DraftPublishRequest(
    DomainName domain,
    Map<FileName, OptionalLong> drafts,
    boolean isForced,
    String author,
    String note) {
  public DraftPublishRequest {
    drafts = Map.copyOf(drafts);
  }
}
