/**
 * The program of {@code ./pepper migrate}: makes a folder of definitions from what gokeeper keeps
 * in etcd, and from the configuration of pepperbus (docs/deployment.md, From gokeeper and
 * pepperbus).
 */
package io.pepper.config.migration;
