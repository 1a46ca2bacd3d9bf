/**
 * The FastCGI client as the application sees it. The resource adapter provides it as a connection
 * factory. Wire facts: FastCGI 1.0 and {@code spec/pepperbus.md} 4.5.
 */
package io.pepper.connector.fastcgi;
