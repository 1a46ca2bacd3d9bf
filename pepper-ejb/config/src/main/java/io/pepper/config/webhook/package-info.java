/** The requests that tell other programs of publishes. */
package io.pepper.config.webhook;
