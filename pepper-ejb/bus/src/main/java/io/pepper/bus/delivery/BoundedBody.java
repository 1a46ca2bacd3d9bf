package io.pepper.bus.delivery;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * The beginning of a response's body. The rest is read and dropped, and a response beyond 16 MiB is
 * cut off there. Called by one thread of the HTTP client at a time.
 */
final class BoundedBody implements BodySubscriber<byte[]> {
  private static final long MAX_READ_BYTES = 16 << 20;

  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private final int keep;
  private byte[] kept = {};
  private long read;
  private Flow.Subscription source;

  BoundedBody(int keep) {
    this.keep = keep;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    source = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      read += buffer.remaining();
      int count = Math.min(buffer.remaining(), keep - kept.length);
      if (count > 0) {
        int from = kept.length;
        kept = Arrays.copyOf(kept, from + count);
        buffer.get(kept, from, count);
      }
    }
    if (read > MAX_READ_BYTES) {
      source.cancel();
      body.complete(kept);
    }
  }

  @Override
  public void onError(Throwable problem) {
    body.completeExceptionally(problem);
  }

  @Override
  public void onComplete() {
    body.complete(kept);
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }
}
