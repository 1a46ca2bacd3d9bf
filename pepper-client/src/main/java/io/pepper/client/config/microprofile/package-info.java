/**
 * Pepper's configuration as a source of MicroProfile Config, found by its service loader. Only this
 * package needs MicroProfile Config, which the application brings.
 */
package io.pepper.client.config.microprofile;
