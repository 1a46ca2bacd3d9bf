package io.pepper.config.edit;

import io.pepper.config.definition.FileName;
import java.util.Set;

/**
 * The outcome of a publish.
 *
 * @param version of the domain now
 * @param changed the files that differ from before; none if the request changed nothing, which
 *     creates no version
 */
public record Published(long version, Set<FileName> changed) {
  public Published {
    changed = Set.copyOf(changed);
  }
}
