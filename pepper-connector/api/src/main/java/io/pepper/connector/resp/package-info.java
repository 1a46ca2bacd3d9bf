/**
 * The Redis protocol as the application sees it: commands in, replies out, sessions in between. The
 * sockets live in the resource adapter. See {@code docs/protocol.md}.
 */
package io.pepper.connector.resp;
