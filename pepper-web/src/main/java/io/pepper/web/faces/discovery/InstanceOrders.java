package io.pepper.web.faces.discovery;

import io.pepper.discovery.instance.Instance;
import io.pepper.web.faces.ListPage;
import io.pepper.web.faces.ListQuery;
import java.util.Comparator;
import java.util.Map;

/** The orders of the list of instances, by the names that its columns have in addresses. */
final class InstanceOrders {
  private static final Comparator<Instance> BY_NAME = Comparator.comparing(Instance::key);

  private static final Map<String, Comparator<Instance>> ALL =
      Map.of(
          "key", BY_NAME,
          "state", Comparator.comparing(InstanceSeverity::of),
          "version", Comparator.comparing(each -> each.registration().version()),
          "origin", Comparator.comparing(each -> each.registration().origin()),
          "changed", Comparator.comparingLong(Instance::changed));

  private InstanceOrders() {}

  static Comparator<Instance> of(ListQuery query) {
    return ListPage.order(query, ALL, BY_NAME);
  }
}
