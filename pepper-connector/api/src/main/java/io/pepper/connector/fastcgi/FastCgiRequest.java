package io.pepper.connector.fastcgi;

/**
 * One responder request.
 *
 * @param params sent as given; {@code CONTENT_LENGTH} is added from the body
 * @param body standard input, of any size; not copied
 */
public record FastCgiRequest(FastCgiParams params, byte[] body) {}
