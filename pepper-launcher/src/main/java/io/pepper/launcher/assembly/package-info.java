/**
 * The part that runs in the build only: it makes what {@code ./pepper run} starts out of Payara's
 * zip and the EAR: a short class path, a trimmed domain and the options of the Java virtual
 * machine.
 */
package io.pepper.launcher.assembly;
