/**
 * Carries jobs to one consumer and reads its answer: FastCGI, HTTP, a process ({@code
 * spec/pepperbus.md} 4.3, 4.5, 5, 11.2). Knows the wire, not the store and not the rules of retry.
 */
package io.pepper.bus.delivery;
