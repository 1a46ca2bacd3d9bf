/**
 * The core of the REST interface, which {@code META-INF/openapi.yaml} describes: how requests are
 * read, roles are checked and refusals leave as {@code application/problem+json} (RFC 9457). The
 * resources are in one package per capability. They parse, call the capability's boundary, or
 * {@code io.pepper.web.change} for what changes something, and answer.
 */
package io.pepper.web.api;
