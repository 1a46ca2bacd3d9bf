/**
 * Receives configuration of Pepper while the program runs, over HTTP. Nothing beyond the JDK. Begin
 * with {@link io.pepper.client.config.ConfigClient}; for MicroProfile Config there is {@link
 * io.pepper.client.config.microprofile}.
 */
package io.pepper.client.config;
