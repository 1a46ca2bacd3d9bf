package io.pepper.web.discovery.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;

/**
 * A reply that is ready to be sent; may be sent to many.
 *
 * @param gzipped the same for callers that accept it; empty if that is not worth it
 */
public record EncodedReply(ReplyCode code, byte[] json, Optional<byte[]> gzipped) {
  /** Returns a reply with the original's message of the code, and no data. */
  public static EncodedReply of(ReplyCode code) {
    return of(code, ReplyEnvelope.of(code).getBytes(UTF_8));
  }

  public static EncodedReply of(ReplyCode code, String message) {
    return of(code, ReplyEnvelope.of(code, message).getBytes(UTF_8));
  }

  public static EncodedReply of(ReplyCode code, byte[] json) {
    return new EncodedReply(code, json, Optional.empty());
  }
}
