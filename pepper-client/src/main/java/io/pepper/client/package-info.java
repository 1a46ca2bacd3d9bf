/**
 * Finds services and is found: a client of Pepper's service discovery, and of any server that
 * speaks the protocol of bilibili/discovery. Nothing beyond the JDK. Begin with {@link
 * io.pepper.client.Discovery}; choose instances with {@link io.pepper.client.select}, call them
 * with {@link io.pepper.client.call}.
 */
package io.pepper.client;
