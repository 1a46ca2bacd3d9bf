/**
 * The common part of bridges to other registries: a store of theirs as a port, and the runner that
 * compares it with the registry and writes the differences. See ADR 82.
 */
package io.pepper.bridge;
