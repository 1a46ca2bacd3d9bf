package io.pepper.web.poll;

import java.util.Optional;

/**
 * The news that polls wait for. Safe for any number of threads.
 *
 * @param <Q> what a poll asks for; immutable
 * @param <R> a reply, encoded
 */
public interface PollSource<Q, R> {
  /**
   * Runs a callback on every change that may be news for a question.
   *
   * @param changed never blocks; called on any thread
   * @return ends the subscription when run
   */
  Runnable subscribe(Q question, Runnable changed);

  /**
   * Returns the reply if there is news, and empty if there is none.
   *
   * @param hasWaited whether this node has had the time to catch up with the other nodes
   */
  Optional<R> news(Q question, boolean hasWaited);

  /**
   * Returns whether the caller has a version that this node has not reached, so that the poll needs
   * an evaluation of its own once this node has had the time to catch up.
   */
  boolean isAhead(Q question);

  /** Returns the reply to a poll whose time is up. */
  R nothingNew();

  /** Returns the reply to a poll that cannot be evaluated. */
  R failure();

  /** Gives back memory that encoded replies need; called about once a second. */
  void shrink();
}
