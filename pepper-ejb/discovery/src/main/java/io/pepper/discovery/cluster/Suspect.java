package io.pepper.discovery.cluster;

/** An instance of this node that is late. */
record Suspect(InstanceState slot, HeartbeatAge vitals) {}
