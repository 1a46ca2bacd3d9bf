/** Discovery over REST, {@code /api/v1/discovery}: applications, instances, settings, tokens. */
package io.pepper.web.api.discovery;
