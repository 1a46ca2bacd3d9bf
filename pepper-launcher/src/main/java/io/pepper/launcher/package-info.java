/**
 * Starts Payara Server in this process, deploys the EAR as it is, and stops both again. Nothing in
 * the EAR depends on this package: the same file deploys to any Payara Server.
 */
package io.pepper.launcher;
