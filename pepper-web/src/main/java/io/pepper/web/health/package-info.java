/** {@code /health/live} and {@code /health/ready} by MicroProfile Health (contract 7). */
package io.pepper.web.health;
