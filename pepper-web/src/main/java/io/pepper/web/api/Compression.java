package io.pepper.web.api;

import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The compression of large answers of REST, for callers that accept gzip. The server's own is for
 * pages and styles only (domain.xsl): it goes by the type of content, and answers to discovery's
 * clients have the same type as these.
 */
@Provider
public class Compression implements WriterInterceptor {
  private static final String GZIP = "gzip";

  @Context private HttpHeaders request;

  @Override
  public void aroundWriteTo(WriterInterceptorContext answer) throws IOException {
    if (!isAccepted() || answer.getHeaders().containsKey(HttpHeaders.CONTENT_ENCODING)) {
      answer.proceed();
      return;
    }
    OutputStream plain = answer.getOutputStream();
    GzipBeyond body =
        new GzipBeyond(
            plain,
            () -> {
              answer.getHeaders().putSingle(HttpHeaders.CONTENT_ENCODING, GZIP);
              answer.getHeaders().remove(HttpHeaders.CONTENT_LENGTH);
            });
    answer.getHeaders().add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    answer.setOutputStream(body);
    try {
      answer.proceed();
      body.finish();
    } finally {
      answer.setOutputStream(plain);
    }
  }

  private boolean isAccepted() {
    String accepted = request.getHeaderString(HttpHeaders.ACCEPT_ENCODING);
    return accepted != null
        && accepted.matches("(?i)(.*[,\\s])?gzip(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$)).*");
  }
}
