package io.pepper.discovery.cluster.publish;

import io.pepper.discovery.instance.AppKey;

/**
 * An application that changed for consumers.
 *
 * @param at when, in nanoseconds since 1970
 */
public record TouchedApp(AppKey app, long at) {}
