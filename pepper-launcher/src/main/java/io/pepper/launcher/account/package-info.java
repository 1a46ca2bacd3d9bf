/**
 * {@code ./pepper user} and {@code ./pepper token}: accounts of a Pepper that runs or is stopped.
 */
package io.pepper.launcher.account;
