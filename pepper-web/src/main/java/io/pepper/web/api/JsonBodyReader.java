package io.pepper.web.api;

import io.pepper.definition.ExactJson;
import io.pepper.definition.MalformedJsonException;
import io.pepper.settings.Settings;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Arrays;

/**
 * The reader of bodies: JSON objects of bounded size. It says what is wrong with one that cannot be
 * read.
 */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
public class JsonBodyReader implements MessageBodyReader<JsonObject> {
  private static final String LIMIT = "pepper.http.max.body";
  private static final long DEFAULT_LIMIT = 16 << 20;

  @Inject private Settings settings;

  @Override
  public boolean isReadable(
      Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
    return type == JsonObject.class;
  }

  @Override
  public JsonObject readFrom(
      Class<JsonObject> type,
      Type generic,
      Annotation[] annotations,
      MediaType media,
      MultivaluedMap<String, String> headers,
      InputStream body)
      throws IOException {
    byte[] bytes = read(body, settings);
    boolean mayBeEmpty = Arrays.stream(annotations).anyMatch(MayBeEmpty.class::isInstance);
    return bytes.length == 0 && mayBeEmpty ? JsonObject.EMPTY_JSON_OBJECT : parse(bytes);
  }

  /** Reads the whole body, up to the setting {@code pepper.http.max.body}, 16 MiB unless set. */
  public static byte[] read(InputStream body, Settings settings) throws IOException {
    int limit = (int) Math.min(settings.bytes(LIMIT, DEFAULT_LIMIT), Integer.MAX_VALUE - 16);
    byte[] bytes = body.readNBytes(limit + 1);
    if (bytes.length > limit) {
      throw Refusal.of(
          Response.Status.REQUEST_ENTITY_TOO_LARGE,
          "the body is longer than %d bytes: send less at once, or raise the setting %s"
              .formatted(limit, LIMIT));
    }
    return bytes;
  }

  public static JsonObject parse(byte[] bytes) {
    if (bytes.length == 0) {
      throw noBody();
    }
    try {
      return ExactJson.read(bytes);
    } catch (MalformedJsonException e) {
      throw Refusal.of(Response.Status.BAD_REQUEST, "the body is " + e.getMessage());
    }
  }

  /**
   * Returns the body, or refuses a call without one: JAX-RS asks no reader then and gives {@code
   * null}.
   */
  public static JsonObject needed(JsonObject body) {
    if (body == null) {
      throw noBody();
    }
    return body;
  }

  private static Refusal noBody() {
    return Refusal.of(Response.Status.BAD_REQUEST, "there is no body; send a JSON object");
  }
}
