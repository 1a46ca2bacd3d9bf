/** The kept connections to consumers over HTTP (docs/adr/0089-http-by-the-thread-that-waits.md). */
package io.pepper.bus.delivery.http;
