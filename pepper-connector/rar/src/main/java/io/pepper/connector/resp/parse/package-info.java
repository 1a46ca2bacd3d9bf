/**
 * The bytes of Redis clients cut into commands, within limits and a bounded memory; {@code
 * docs/protocol.md}, "Limits".
 */
package io.pepper.connector.resp.parse;
