/**
 * Runs in the build only: makes out of Payara's zip and our EAR what {@code ./pepper run} starts, a
 * short class path, a trimmed domain and the options of the Java virtual machine.
 */
package io.pepper.launcher.assembly;
