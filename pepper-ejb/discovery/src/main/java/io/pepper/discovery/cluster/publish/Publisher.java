package io.pepper.discovery.cluster.publish;

import io.pepper.concurrent.Threads;
import io.pepper.coordination.Coordination;
import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.discovery.cluster.state.RegistryKeys;
import io.pepper.discovery.cluster.state.RegistryView;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * The changes of this node on their way to the cluster. One thread drains the queue, makes
 * transactions of it, and answers when this node's own watch has delivered them: so all nodes see
 * everything in one order. What cannot be published within a second holds on this node at once, and
 * is published as soon as possible, unless what is there by then is newer. While the cluster is
 * known to be out of reach, callers do not wait.
 */
public final class Publisher implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Publisher.class.getName());
  private static final Duration CHANGE_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration POLL_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration RETRY_PAUSE = Duration.ofMillis(100);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

  /** Largest number of unpublished keys with which callers wait for their turn again. */
  private static final int MAX_BACKLOG = 1_000;

  private final Coordination coordination;
  private final RegistryView view;
  private final Committer committer;
  private final ClusterReach reach;
  private final OperationQueue queue = new OperationQueue();
  private final Thread thread = Threads.virtual("pepper-discovery-publish").unstarted(this::run);
  private boolean alone;
  private volatile boolean closed;
  private volatile long end;

  public Publisher(
      Coordination coordination,
      RegistryView view,
      ReadYourWritesBarrier barrier,
      OwnWrites ownWrites) {
    this.coordination = coordination;
    this.view = view;
    this.reach = new ClusterReach(coordination.isShared());
    this.committer = new Committer(coordination, view, barrier, ownWrites);
  }

  public void open() {
    thread.start();
  }

  /** Returns whether the cluster is known to be out of reach. */
  public boolean isAway() {
    return reach.isLost();
  }

  /** Returns the number of keys whose value on this node is not published yet. */
  public int pending() {
    return view.locked(() -> view.pending().size());
  }

  /** Makes a change, and waits a second at most. */
  public <T> T make(Operation<T> operation) {
    if (reach.isLost() || closed || !queue.offer(operation)) {
      hold(operation);
    }
    try {
      return operation.await(CHANGE_TIMEOUT);
    } catch (TimeoutException e) {
      reach.lost("no answer within a second");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    hold(operation);
    return operation.join();
  }

  /** Queues a change without waiting for it. Returns false if it is not taken. */
  public boolean offer(Operation<?> operation) {
    return !reach.isLost() && queue.offer(operation);
  }

  /** Lets it hold on this node at once, by the plan it has if it is under way. */
  private void hold(Operation<?> operation) {
    view.locked(() -> {
      if (operation.isDone()) {
        return null;
      }
      if (!operation.canBeHeld()) {
        operation.fail(new CoordinationUnavailableException("the cluster is out of reach", null));
      } else if (operation.plan() != null || operation.makePlan()) {
        operation.plan().writes().forEach(view::hold);
        operation.succeed();
      }
      return null;
    });
  }

  private void run() {
    while (!closed || hasWork()) {
      try {
        if (reach.isLost() || view.locked(view::isPending)) {
          catchUp();
        } else {
          publish();
        }
      } catch (CoordinationUnavailableException e) {
        lose(e);
      } catch (InterruptedException e) {
        // Only a JVM that ends interrupts this thread.
        return;
      } catch (RuntimeException e) {
        // Edge: without this thread no change would be published any more. What failed may fail
        // again at once, and must not fill the log.
        LOG.log(Level.ERROR, "a change could not be made", e);
        LockSupport.parkNanos(RETRY_PAUSE.toNanos());
      }
    }
  }

  /** Returns whether there is something left to publish after the close, and time for it. */
  private boolean hasWork() {
    return end - System.nanoTime() > 0 && (!queue.isEmpty() || view.locked(view::isPending));
  }

  private void publish() throws InterruptedException {
    if (!queue.await(POLL_TIMEOUT)) {
      return;
    }
    TransactionBatch batch = view.locked(this::nextBatch);
    if (batch.isEmpty()) {
      return;
    }
    boolean isKnown = false;
    boolean made = false;
    try {
      made = committer.commit(batch);
      isKnown = true;
    } finally {
      alone = !made;
      if (!made) {
        putBack(batch.operations(), isKnown);
      }
    }
    if (made) {
      view.locked(() -> {
        batch.operations().stream().filter(each -> !each.isDone()).forEach(Operation::succeed);
        return null;
      });
    }
  }

  /**
   * Puts operations back in front of the queue, in the same order.
   *
   * @param isUndone whether they certainly were not made; if they may have been, their plans stay,
   *     by which they are recognised
   */
  private void putBack(List<Operation<?>> operations, boolean isUndone) {
    queue.putBack(operations);
    if (isUndone) {
      view.locked(() -> {
        operations.forEach(Operation::dropPlan);
        return null;
      });
    }
  }

  private TransactionBatch nextBatch() {
    TransactionBatch batch = new TransactionBatch();
    Operation<?> operation = queue.first();
    while (operation != null && !view.isPending()) {
      if (!operation.isDone() && operation.makePlan()) {
        ChangePlan<?> plan = operation.plan();
        if (plan.writes().isEmpty()) {
          // What it saw may be what the batch changes: it is answered as if it had come first.
          operation.succeed();
        } else if (!batch.hasRoomFor(plan.writes(), plan.isVisible())
            || (alone && !batch.isEmpty())) {
          operation.dropPlan();
          return batch;
        } else {
          batch.add(operation);
        }
      }
      queue.removeFirst();
      operation = queue.first();
    }
    return batch;
  }

  /** Publishes what holds on this node alone. */
  private void catchUp() throws InterruptedException {
    if (reach.isLost()) {
      holdAll();
    }
    TransactionBatch batch = view.locked(() -> UnpublishedChanges.batch(view));
    if (batch.isEmpty()) {
      coordination.get(RegistryKeys.EPOCH);
    } else {
      committer.commit(batch);
    }
    if (reach.isLost() && view.locked(() -> view.pending().size()) <= MAX_BACKLOG) {
      reach.regained();
    }
  }

  private void holdAll() {
    queue.drainTo(this::hold);
  }

  private void lose(CoordinationUnavailableException why) {
    reach.lost(why.getMessage());
    try {
      holdAll();
      if (queue.await(RETRY_PAUSE)) {
        holdAll();
      }
    } catch (InterruptedException e) {
      // Only a JVM that ends interrupts this thread.
      closed = true;
    }
  }

  /** Publishes what it can within 3 s, and ends; the rest is lost. */
  @Override
  public void close() {
    end = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
    closed = true;
    queue.wake();
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    int lost = pending();
    if (lost > 0) {
      reach.gaveUp(lost);
    }
  }
}
