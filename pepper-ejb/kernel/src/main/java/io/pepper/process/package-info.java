/**
 * Processes of the operating system that Pepper starts: found in the PATH, started in a session of
 * their own, and ended with everything they brought about.
 */
package io.pepper.process;
