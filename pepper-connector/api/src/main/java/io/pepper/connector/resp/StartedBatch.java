package io.pepper.connector.resp;

import java.util.concurrent.CompletableFuture;

/** A batch whose commands are under way, and whose replies can be written when they are done. */
public interface StartedBatch {
  /** Returns the end of the work, good or bad, on any thread; then {@link #write} does not wait. */
  CompletableFuture<?> done();

  /** Writes exactly one reply for each command, in order. */
  void write(RespReplies replies);
}
