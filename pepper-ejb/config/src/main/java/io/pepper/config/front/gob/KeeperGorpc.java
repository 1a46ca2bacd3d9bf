package io.pepper.config.front.gob;

import io.pepper.config.edit.UnknownConfigException;
import io.pepper.config.sync.CallerNetworks;
import io.pepper.config.sync.CallerRefusedException;
import io.pepper.config.sync.SyncAnswer;
import io.pepper.config.sync.SyncCaller;
import io.pepper.config.sync.SyncListener;
import io.pepper.config.sync.SyncPoll;
import io.pepper.config.sync.SyncProtocol;
import io.pepper.config.sync.TooManySubscribersException;
import io.pepper.connector.gorpc.GorpcCall;
import io.pepper.connector.gorpc.GorpcException;
import io.pepper.connector.gorpc.GorpcMethod;
import io.pepper.connector.gorpc.GorpcService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The service {@code Server} of gokeeper with its method {@code Sync}: the rules of {@code
 * keeper.Sync} over gorpc. Runs on the calls' own virtual threads, on which calls also wait.
 */
@ApplicationScoped
class KeeperGorpc implements GorpcService {
  private final SyncProtocol protocol;
  private final CallerNetworks networks;

  /** Exists for the container's proxy only. */
  protected KeeperGorpc() {
    protocol = null;
    networks = null;
  }

  @Inject
  KeeperGorpc(SyncProtocol protocol, CallerNetworks networks) {
    this.protocol = protocol;
    this.networks = networks;
  }

  @Override
  public Map<String, GorpcMethod> methods() {
    return Map.of("Server.Sync", this::sync);
  }

  private void sync(GorpcCall call) throws InterruptedException {
    try {
      EventRequest event = EventRequest.of(call.argument());
      SyncCaller caller = new SyncCaller("gorpc", call.peer());
      networks.check(caller, event.info().domain());
      serve(call, caller, event);
    } catch (UnknownConfigException
        | CallerRefusedException
        | TooManySubscribersException
        | IllegalArgumentException e) {
      throw new GorpcException(e.getMessage());
    }
  }

  private void serve(GorpcCall call, SyncCaller caller, EventRequest event)
      throws InterruptedException {
    if (event.type() == EventRequest.NEWS) {
      poll(call, caller, event);
    } else if (event.type() == EventRequest.REGISTER) {
      answer(call, protocol.register(event.info(), caller));
    } else if (event.type() == EventRequest.PROCESS) {
      answer(call, protocol.report(event.info(), caller, event.process()));
    } else {
      throw new GorpcException("a client sends no event of type " + event.type());
    }
  }

  private void poll(GorpcCall call, SyncCaller caller, EventRequest event)
      throws InterruptedException {
    Semaphore woken = new Semaphore(0);
    AtomicBoolean isAbandoned = new AtomicBoolean();
    call.onAbandoned(() -> {
      isAbandoned.set(true);
      woken.release();
    });
    try (SyncPoll poll = protocol.poll(event.info(), caller, new Waking(woken))) {
      Optional<SyncAnswer> answer = poll.answer(false);
      while (answer.isEmpty() && !isAbandoned.get()) {
        woken.tryAcquire(poll.left().toNanos(), TimeUnit.NANOSECONDS);
        woken.drainPermits();
        answer = poll.answer(false);
      }
      answer.ifPresent(found -> answer(call, found));
    }
  }

  private static void answer(GorpcCall call, SyncAnswer answer) {
    call.answer(EventMessages.of(answer));
  }

  /** Delivers nothing itself: an answer may have to wait for the client. */
  private record Waking(Semaphore woken) implements SyncListener {
    @Override
    public boolean deliver(SyncAnswer answer) {
      return false;
    }

    @Override
    public void wake() {
      woken.release();
    }
  }
}
