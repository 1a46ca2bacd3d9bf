/**
 * The FastCGI client as the application sees it. The resource adapter provides it as a connection
 * factory. Wire facts: FastCGI 1.0 and docs/protocol.md, "Delivery".
 */
package io.pepper.connector.fastcgi;
