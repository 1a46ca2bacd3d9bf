/**
 * The storage of jobs: the port {@link io.pepper.store.JobStore} and its records. The adapters are
 * in {@code embedded} and {@code redis}. Knows jobs, not how they are delivered.
 */
package io.pepper.store;
