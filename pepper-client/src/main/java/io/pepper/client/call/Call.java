package io.pepper.client.call;

import io.pepper.client.Instance;

/**
 * The action on an instance. It may be done several times, and with a backup request on two threads
 * at once; it should end when its thread is interrupted.
 *
 * @param <T> the answer
 */
@FunctionalInterface
public interface Call<T> {
  /**
   * @return the answer; may be {@code null}
   * @throws Exception whatever went wrong; {@link FailMode} says what is tried again
   */
  T on(Instance instance) throws Exception;
}
