package io.pepper.discovery.cluster.publish;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.Coordination.Transaction;
import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.discovery.cluster.state.RegistryView;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The commits of batches, one transaction each. A commit ends when this node knows what became of
 * it.
 */
final class Committer {
  private static final Logger LOG = System.getLogger(Committer.class.getName());

  private final Coordination coordination;
  private final RegistryView view;
  private final ReadYourWritesBarrier barrier;
  private final OwnWrites ownWrites;

  Committer(
      Coordination coordination,
      RegistryView view,
      ReadYourWritesBarrier barrier,
      OwnWrites ownWrites) {
    this.coordination = coordination;
    this.view = view;
    this.barrier = barrier;
    this.ownWrites = ownWrites;
  }

  /**
   * Commits a batch. Returns false if another node was faster; what that node did is known then.
   *
   * @throws CoordinationUnavailableException if it may or may not have happened, or this node does
   *     not hear of it
   */
  boolean commit(TransactionBatch batch) throws InterruptedException {
    Optional<Long> revision;
    try {
      Map<String, TouchedApp> touched = batch.touched();
      Transaction transaction = batch.transaction(touched);
      ownWrites.begin(transaction, batch.writes(), touched);
      revision = coordination.commit(transaction);
    } catch (CoordinationUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      // Edge: a batch that the cluster refuses for whatever reason would be refused again.
      refuse(batch, e);
      return true;
    }
    if (revision.isPresent()) {
      barrier.await(revision.get());
    } else {
      barrier.awaitOthers(coordination, batch.writes());
    }
    return revision.isPresent();
  }

  /**
   * Gives up a batch that the cluster refuses: it would be refused again, and hold up everything
   * behind it.
   */
  private void refuse(TransactionBatch batch, RuntimeException why) {
    List<String> paths = batch.writes().stream().map(write -> write.recordKey().path()).toList();
    LOG.log(Level.ERROR, "the cluster cannot take " + paths, why);
    batch.operations().forEach(operation -> operation.fail(why));
    view.locked(() -> {
      paths.forEach(view::giveUp);
      return null;
    });
  }
}
