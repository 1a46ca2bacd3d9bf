/**
 * Typed code from configuration files: Java records, Go structs for gokeeper's client, and PHP
 * constants and arrays (docs/protocol.md, Code from configuration files). The program of {@code
 * ./pepper codegen}; it runs without a server.
 */
package io.pepper.config.codegen;
