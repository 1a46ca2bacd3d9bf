package io.pepper.bus.dispatch.outcome;

import io.pepper.bus.delivery.ConsumerResponse;
import io.pepper.job.Job;
import io.pepper.store.HeldJob;
import java.util.List;

/**
 * One delivery that has ended, with the consumer's response.
 *
 * @param held the jobs as the store has them
 * @param started the same jobs, in the same order, with this attempt counted
 * @param aborted true if Pepper broke the delivery off
 */
public record FinishedDelivery(
    List<HeldJob> held, List<Job> started, ConsumerResponse response, boolean aborted) {}
