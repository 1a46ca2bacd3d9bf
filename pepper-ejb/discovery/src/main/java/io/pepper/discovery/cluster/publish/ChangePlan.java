package io.pepper.discovery.cluster.publish;

import io.pepper.discovery.cluster.state.RecordWrite;
import java.util.List;

/**
 * The writes that an operation needs, by what was shown when its turn came.
 *
 * @param writes all of them or none; none if there is nothing to do
 * @param isVisible whether consumers see a difference
 */
public record ChangePlan<T>(List<RecordWrite> writes, boolean isVisible, T result) {
  public static <T> ChangePlan<T> nothing(T result) {
    return new ChangePlan<>(List.of(), false, result);
  }

  public static <T> ChangePlan<T> visible(List<RecordWrite> writes, T result) {
    return new ChangePlan<>(writes, true, result);
  }
}
