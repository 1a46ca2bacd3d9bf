package io.pepper.coordination;

import io.pepper.coordination.Coordination.Change;
import io.pepper.coordination.Coordination.Changes;
import java.util.ArrayList;
import java.util.List;

/** Puts together what was changed at the same revision. */
public final class ByRevision {
  private ByRevision() {}

  /**
   * @param changes by rising revision
   */
  public static List<Changes> of(List<Change> changes) {
    List<Changes> all = new ArrayList<>();
    int from = 0;
    for (int to = 1; to <= changes.size(); to++) {
      long revision = changes.get(from).revision();
      if (to == changes.size() || changes.get(to).revision() != revision) {
        all.add(new Changes(changes.subList(from, to), revision));
        from = to;
      }
    }
    return all;
  }
}
