package io.pepper.cron.cluster;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.CoordinationUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A coordination that makes some changes, but whose answer does not arrive: each such one once. */
public final class LostAnswers implements Coordination {
  private final Coordination real;
  private volatile Predicate<Transaction> lost = change -> false;

  public LostAnswers(Coordination real) {
    this.real = real;
  }

  /** Loses the answer to the next such transaction. */
  public void loseNext(Predicate<Transaction> which) {
    lost = which;
  }

  /** Whether it happened. */
  public boolean hasLost() {
    return lost == null;
  }

  @Override
  public Optional<Long> commit(Transaction transaction) {
    Optional<Long> answer = real.commit(transaction);
    if (lost != null && lost.test(transaction)) {
      lost = null;
      throw new CoordinationUnavailableException("the answer was lost on purpose", null);
    }
    return answer;
  }

  @Override
  public Optional<Entry> get(String key) {
    return real.get(key);
  }

  @Override
  public Listing list(String prefix) {
    return real.list(prefix);
  }

  @Override
  public long put(String key, byte[] value) {
    return real.put(key, value);
  }

  @Override
  public boolean delete(String key) {
    return real.delete(key);
  }

  @Override
  public Lease grant(Duration timeToLive) {
    return real.grant(timeToLive);
  }

  @Override
  public KeyWatch follow(String prefix, Consumer<Changes> listener) {
    return real.follow(prefix, listener);
  }

  @Override
  public String describe() {
    return real.describe();
  }

  @Override
  public void check() {
    real.check();
  }

  @Override
  public void close() {
    real.close();
  }
}
