/**
 * The FastCGI client: one pool of kept connections per address, each connection with a child of the
 * server; {@code docs/protocol.md}, "php-fpm's children".
 */
package io.pepper.connector.fastcgi.pool;
