package io.pepper.connector;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A message-driven bean, asked once on a thread of our own: the container gives it out only when
 * the deployment, which waits for the activation, is complete.
 */
final class ActivatedBean {
  private static final Duration DEPLOYMENT_TIMEOUT = Duration.ofMinutes(10);
  private static final long PAUSE_MILLIS = 200;

  private final MessageEndpointFactory factory;
  private final CountDownLatch closed = new CountDownLatch(1);

  ActivatedBean(MessageEndpointFactory factory) {
    this.factory = factory;
  }

  /**
   * Starts the thread that asks. It must not inherit the container's notes on what the activating
   * thread is in the middle of: the container would take the deployment for the bean's caller.
   */
  static void onItsOwnThread(String name, Runnable task) {
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name(name)
            .inheritInheritableThreadLocals(false)
            .unstarted(task);
    thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
    thread.start();
  }

  /**
   * Waits until the container gives the bean out, asks it, and gives it back.
   *
   * @throws UnavailableException if that took ten minutes, or {@link #close} came before
   */
  <T, B> T ask(Class<B> listener, Function<B, T> question)
      throws ResourceException, InterruptedException {
    MessageEndpoint bean = create();
    try {
      return question.apply(listener.cast(bean));
    } finally {
      bean.release();
    }
  }

  private MessageEndpoint create() throws ResourceException, InterruptedException {
    long end = System.nanoTime() + DEPLOYMENT_TIMEOUT.toNanos();
    while (true) {
      try {
        return factory.createEndpoint(null);
      } catch (UnavailableException e) {
        if (System.nanoTime() - end > 0 || closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
          throw e;
        }
      }
    }
  }

  /** Ends the waiting. */
  void close() {
    closed.countDown();
  }
}
