/**
 * The HTTP API of bilibili/discovery, for its unmodified clients: register, renew, cancel, set,
 * fetch and long polls under {@code /discovery/}. A handler of the server's HTTP service, neither a
 * Servlet nor JAX-RS: see ADR 61.
 */
package io.pepper.web.discovery;
