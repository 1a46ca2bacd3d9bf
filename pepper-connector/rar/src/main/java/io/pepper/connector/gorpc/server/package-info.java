/**
 * The gorpc server: connections, calls and frames of Go's gorpc, as gokeeper's clients speak it.
 */
package io.pepper.connector.gorpc.server;
