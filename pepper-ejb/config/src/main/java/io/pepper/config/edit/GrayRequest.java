package io.pepper.config.edit;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.GrayRule;
import java.util.List;
import java.util.OptionalLong;

/**
 * The wish to give changes of a file to some nodes.
 *
 * @param changes of keys, made on what the file is now; none if a draft has them
 * @param draft the revision of the draft that is released, and is no draft any more then; empty if
 *     the changes are given here
 * @param author who releases
 * @param note why, in at most 1,000 characters
 */
public record GrayRequest(
    DomainName domain,
    FileName file,
    GrayRule rule,
    List<KeyChange> changes,
    OptionalLong draft,
    String author,
    String note) {
  public GrayRequest {
    changes = List.copyOf(changes);
  }
}
