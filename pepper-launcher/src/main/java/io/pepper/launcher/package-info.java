/**
 * The start of Payara Server in this process, the deployment of the EAR, and the stop of both. What
 * is deployed is a copy of the EAR without its libraries, which lie on the class path (ADR 65).
 * Nothing in the EAR depends on this package: the file itself deploys to any Payara Server.
 */
package io.pepper.launcher;
