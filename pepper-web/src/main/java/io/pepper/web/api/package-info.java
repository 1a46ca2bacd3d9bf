/**
 * The REST interface of contract 4: resources parse, call {@code io.pepper.bus}, and answer. Every
 * refusal leaves as {@code application/problem+json} (RFC 9457).
 */
package io.pepper.web.api;
