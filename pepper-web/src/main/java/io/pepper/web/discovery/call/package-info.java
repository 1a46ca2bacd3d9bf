/** The calls of the HTTP API, one class each, and what they have in common. */
package io.pepper.web.discovery.call;
