/** Requests to consumers and scripts, and their answers and failures, for every capability. */
package io.pepper.outbound;
