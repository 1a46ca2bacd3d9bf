/**
 * Service discovery: which instances of which applications are there, in the same words for every
 * protocol. Here is the boundary: {@link io.pepper.discovery.Registry}.
 */
package io.pepper.discovery;
