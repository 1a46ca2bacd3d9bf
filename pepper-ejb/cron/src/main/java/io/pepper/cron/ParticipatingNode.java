package io.pepper.cron;

import java.util.Set;

/**
 * A node that takes part in cron.
 *
 * @param node its name
 * @param tags the tags of the jobs it runs
 */
public record ParticipatingNode(String node, Set<String> tags) {}
