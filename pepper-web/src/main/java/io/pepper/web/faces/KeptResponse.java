package io.pepper.web.faces;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.PrintWriter;
import java.io.StringWriter;

/** A response whose text is kept back until it is known whether it is sent. For one thread. */
final class KeptResponse extends HttpServletResponseWrapper {
  private final StringWriter text = new StringWriter();
  private final PrintWriter writer = new PrintWriter(text);

  KeptResponse(HttpServletResponse response) {
    super(response);
  }

  @Override
  public PrintWriter getWriter() {
    return writer;
  }

  /** Refuses: pages are text. */
  @Override
  public ServletOutputStream getOutputStream() {
    throw new IllegalStateException("a part of a page is written as text");
  }

  /** Does nothing: nothing is sent before the whole is there. */
  @Override
  public void flushBuffer() {}

  @Override
  public void setContentLength(int length) {}

  @Override
  public void setContentLengthLong(long length) {}

  String text() {
    writer.flush();
    return text.toString();
  }
}
