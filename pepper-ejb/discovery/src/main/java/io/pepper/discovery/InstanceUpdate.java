package io.pepper.discovery;

import io.pepper.discovery.instance.Status;
import java.util.Map;
import java.util.Optional;

/**
 * Changes that a provider makes to an instance it registered before.
 *
 * @param name of the instance in its zone
 * @param status empty to leave it
 * @param metadata merged over what is there
 */
public record InstanceUpdate(String name, Optional<Status> status, Map<String, String> metadata) {}
