/**
 * The agreement of nodes on definitions, membership and work: the port {@link
 * io.pepper.coordination.Coordination}, its limits, and the parts that its adapters share.
 */
package io.pepper.coordination;
