package io.pepper.discovery.cluster.liveness;

import io.pepper.discovery.cluster.state.InstanceState;

/** An instance of this node that is late. */
record Suspect(InstanceState state, HeartbeatAge age) {}
