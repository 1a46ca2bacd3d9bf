package io.pepper.web.discovery;

import io.pepper.discovery.Pollers.Poller;
import io.pepper.discovery.Registry.Subscription;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.SelectableChannel;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.glassfish.grizzly.http.server.Response;

/** A request that waits for news, without a thread. Safe for any number of threads. */
final class Poll {
  private static final Logger LOG = System.getLogger(Poll.class.getName());

  private enum State {
    WAITS,
    /** Somebody will look whether there is news. */
    CALLED,
    DONE
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.CALLED);
  private final PollRequest question;
  private final String name;
  private final Response parked;
  private final String callback;
  private final boolean gzip;
  private final Optional<SelectableChannel> socket;
  private Subscription subscription;
  private Future<?> timer;
  private Runnable watch;
  private volatile boolean isOver;
  private volatile boolean hasCaughtUp;
  private final AtomicBoolean catchesUp = new AtomicBoolean();
  private volatile Future<?> catchingUp;

  Poll(PollRequest question, HttpExchange exchange) {
    this.question = question;
    this.name = exchange.parameters().text("hostname");
    this.callback = exchange.callback();
    this.gzip = exchange.acceptsGzip();
    this.socket = exchange.socket();
    this.parked = exchange.park();
  }

  PollRequest question() {
    return question;
  }

  /** Where its caller is, if that is known. */
  Optional<SelectableChannel> socket() {
    return socket;
  }

  Poller poller() {
    return new Poller(name, question.apps());
  }

  /** What ends with it. Until then nobody looks: it begins as one that was called. */
  void holds(Subscription newSubscription, Future<?> newTimer, Runnable newWatch) {
    subscription = newSubscription;
    timer = newTimer;
    watch = newWatch;
  }

  /** Its time is up: whoever looks next answers, whether there is news or not. */
  void expire() {
    isOver = true;
  }

  boolean isOver() {
    return isOver;
  }

  /** True once: whoever is told so sees to it that this node gets the time it needs. */
  boolean beginsToCatchUp() {
    return catchesUp.compareAndSet(false, true);
  }

  /** One more thing that ends with it, if it is not over meanwhile. */
  void holds(Future<?> catchingUp) {
    this.catchingUp = catchingUp;
    if (state.get() == State.DONE) {
      cancel(catchingUp);
    }
  }

  private static void cancel(Future<?> timer) {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  /** This node has had the time to learn what others may have told its caller. */
  void catchUp() {
    hasCaughtUp = true;
  }

  boolean hasCaughtUp() {
    return hasCaughtUp;
  }

  /**
   * @return whether somebody must look now; false if somebody will anyway
   */
  boolean call() {
    return state.compareAndSet(State.WAITS, State.CALLED);
  }

  /** Before looking: what changes from now on calls again. */
  void look() {
    state.compareAndSet(State.CALLED, State.WAITS);
  }

  /**
   * @return whether it is the caller who has to end it
   */
  boolean finish() {
    return state.getAndSet(State.DONE) != State.DONE;
  }

  /** Gives back what it held. */
  void release() {
    if (subscription != null) {
      subscription.close();
      timer.cancel(false);
      watch.run();
    }
    cancel(catchingUp);
  }

  /** Blocks while the caller is slow to read. After {@link #finish}. */
  void send(EncodedReply reply) {
    try {
      parked.setHeader("Kratos-Status-Code", reply.code().text());
      HttpExchange.send(parked, reply, callback, gzip);
    } catch (IOException | IllegalStateException e) {
      LOG.log(Level.DEBUG, "a poll was gone before it could be answered: {0}", e.toString());
    } finally {
      complete();
    }
  }

  private void complete() {
    try {
      parked.resume();
    } catch (IllegalStateException e) {
      LOG.log(Level.DEBUG, "the server ended a poll before: {0}", e.toString());
    }
  }
}
