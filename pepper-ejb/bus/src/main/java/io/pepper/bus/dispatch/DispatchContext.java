package io.pepper.bus.dispatch;

import io.pepper.bus.delivery.DeliveryTransports;
import io.pepper.bus.dispatch.outcome.CompletionBatcher;
import io.pepper.bus.dispatch.outcome.OutcomeWriter;
import io.pepper.bus.dispatch.outcome.StoreAvailability;
import io.pepper.bus.metrics.BusFigures;
import io.pepper.store.JobStore;
import java.time.Clock;
import java.util.function.Supplier;

/** The objects that the dispatchers of all topics share. */
record DispatchContext(
    JobStore store,
    DeliveryTransports transports,
    BusFigures figures,
    Supplier<String> traceIds,
    Clock clock,
    DispatchSettings settings,
    StoreAvailability storeAvailability,
    CompletionBatcher completions,
    DeliveryExecutor executor,
    PingLimiter pingLimiter) {
  OutcomeWriter newWriter() {
    return new OutcomeWriter(store, completions, storeAvailability, settings.maxUnrecorded());
  }
}
