package io.pepper.client.call;

import io.pepper.client.Application;
import io.pepper.client.Instance;
import io.pepper.client.select.Choice;
import io.pepper.client.select.Ejection;
import io.pepper.client.select.Selector;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The choice of the next instance: filters, recent failures, what was tried already, then the
 * selector.
 */
record Balancer(
    Application application, Predicate<Instance> filter, Ejection ejection, Selector selector) {
  /**
   * @param tried left out, as long as there are others
   */
  Instance next(Optional<String> key, Collection<Instance> tried) throws NoInstanceException {
    List<Instance> all = application.instances().list().stream().filter(filter).toList();
    if (all.isEmpty()) {
      throw new NoInstanceException(
          "%s has no instance to call: %d are known (%s), and none passes the filters"
              .formatted(
                  application.name(),
                  application.instances().list().size(),
                  application.instances().source()));
    }
    List<Instance> others =
        all.stream().filter(instance -> tried.stream().noneMatch(instance::isSameAs)).toList();
    List<Instance> candidates = ejection.filter(others.isEmpty() ? all : others);
    return Objects.requireNonNull(
        selector.select(Choice.of(application, candidates, key)),
        "the selector must choose one of the candidates, not null");
  }
}
