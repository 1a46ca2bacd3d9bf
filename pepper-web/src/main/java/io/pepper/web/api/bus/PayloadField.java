package io.pepper.web.api.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.definition.Fields;
import io.pepper.web.api.Refusal;
import java.util.Base64;
import java.util.Optional;

/** The payload in a request: {@code payload} as text, or {@code payloadBase64} for any bytes. */
final class PayloadField {
  private PayloadField() {}

  static byte[] read(Fields fields) {
    Optional<String> text = fields.text("payload");
    Optional<String> base64 = fields.text("payloadBase64");
    if (text.isPresent() && base64.isPresent()) {
      throw Refusal.of("payloadBase64", "cannot go with payload: send one of the two");
    }
    if (base64.isEmpty()) {
      return text.orElseThrow(() -> Refusal.of("payload", "is needed")).getBytes(UTF_8);
    }
    try {
      return Base64.getDecoder().decode(base64.get());
    } catch (IllegalArgumentException e) {
      throw Refusal.of("payloadBase64", "is not Base64: " + e.getMessage());
    }
  }
}
