/**
 * Where jobs are kept: the port {@link io.pepper.store.JobStore} and its adapters. Knows the job,
 * not what is done with it.
 */
package io.pepper.store;
