/**
 * Starts the whole product as {@code ./pepper run} does and talks to it from outside only: RESP,
 * REST, signals. Nothing here sees a class of the product.
 */
package io.pepper.test;
