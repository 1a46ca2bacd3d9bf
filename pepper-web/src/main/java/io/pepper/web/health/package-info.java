/** The endpoints {@code /health/live} and {@code /health/ready} by MicroProfile Health. */
package io.pepper.web.health;
