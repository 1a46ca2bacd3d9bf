package io.pepper.bus.dispatch;

import io.pepper.bus.delivery.DeliveryTransports;
import io.pepper.bus.metrics.BusFigures;
import io.pepper.store.JobStore;
import java.time.Clock;
import java.util.function.Supplier;

/** What the dispatchers of all topics share. */
record DispatchContext(
    JobStore store,
    DeliveryTransports carriers,
    BusFigures figures,
    Supplier<String> traceIds,
    Clock clock,
    DispatchSettings settings,
    StoreAvailability outage,
    CompletionBatcher completions,
    DeliveryExecutor couriers,
    ConsumerPing.Porch porch) {}
