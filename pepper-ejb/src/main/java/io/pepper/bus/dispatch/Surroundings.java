package io.pepper.bus.dispatch;

import io.pepper.bus.delivery.Carriers;
import io.pepper.bus.figures.Figures;
import io.pepper.store.JobStore;
import java.time.Clock;
import java.util.function.Supplier;

/** What the dispatchers of all topics share. */
record Surroundings(
    JobStore store,
    Carriers carriers,
    Figures figures,
    Supplier<String> traceIds,
    Clock clock,
    DispatchSettings settings,
    Outage outage,
    Completions completions,
    Couriers couriers,
    Doorbell.Porch porch) {}
