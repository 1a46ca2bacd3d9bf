/** Threads, tasks that repeat, and pauses that grow: the same for all parts of Pepper. */
package io.pepper.concurrent;
