/**
 * The key and the certificate that Pepper's own ports show over TLS: read from files, and read
 * again when these change.
 */
package io.pepper.connector.tls;
