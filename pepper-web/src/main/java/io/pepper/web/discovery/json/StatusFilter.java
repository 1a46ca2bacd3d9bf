package io.pepper.web.discovery.json;

import io.pepper.discovery.instance.Instance;
import io.pepper.discovery.instance.Status;
import io.pepper.web.discovery.http.BadParameterException;

/** The {@code status} parameter of reads: 1 for UP, 2 for WAITING, 3 for both. */
public enum StatusFilter {
  UP,
  WAITING,
  ALL;

  /**
   * @throws BadParameterException if it is none of them
   */
  public static StatusFilter of(long number) {
    if (number < 1 || number > 3) {
      throw new BadParameterException("status must be 1, 2 or 3");
    }
    return values()[(int) number - 1];
  }

  public boolean include(Instance instance) {
    return this == ALL || (this == UP) == (instance.status() == Status.UP);
  }
}
