package io.pepper.bus;

import io.pepper.job.JobState;
import io.pepper.store.ListedJob;

/** A job that was found by its id, in the state in which it was then. */
public record FoundJob(JobState state, ListedJob listed) {}
