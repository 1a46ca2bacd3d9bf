package io.pepper.startup;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CountDownLatch;

/**
 * The signal that all capabilities have started. The container activates the adapter's endpoints
 * when it likes, also before: a call that came to a registry or a configuration that is not read
 * yet would be told that what it asks for is not there. Safe for any number of threads.
 */
@ApplicationScoped
public class StartSignal {
  private final CountDownLatch given = new CountDownLatch(1);

  /** Lets all calls go on. */
  void give() {
    given.countDown();
  }

  /** Waits for the signal; a start that fails ends the calls with the adapter. */
  public void await() throws InterruptedException {
    given.await();
  }
}
