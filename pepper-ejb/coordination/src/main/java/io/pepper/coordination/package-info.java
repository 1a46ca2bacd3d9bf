/**
 * What nodes agree on: definitions, membership, leases. The port {@link
 * io.pepper.coordination.Coordination} and its adapters.
 */
package io.pepper.coordination;
