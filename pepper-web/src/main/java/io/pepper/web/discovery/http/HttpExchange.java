package io.pepper.web.discovery.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.pepper.web.poll.ParkedRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SelectableChannel;
import java.util.Optional;
import java.util.regex.Pattern;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.http.Protocol;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.nio.NIOConnection;
import org.glassfish.grizzly.ssl.SSLUtils;

/** One request and the way its reply is sent. For one thread at a time. */
public final class HttpExchange {
  private static final String JSON = "application/json; charset=utf-8";
  private static final Pattern CALLBACK = Pattern.compile("[A-Za-z0-9_.$\\[\\]]{1,128}");

  private final Request request;
  private final Response response;
  private final FormParameters parameters;

  /**
   * @throws BadParameterException if the parameters cannot be read
   */
  public HttpExchange(Request request, Response response) throws IOException {
    this.request = request;
    this.response = response;
    this.parameters = FormParameters.of(request);
  }

  public FormParameters parameters() {
    return parameters;
  }

  public String header(String name) {
    return request.getHeader(name);
  }

  /** Returns the caller's IP address. */
  public String address() {
    return request.getRemoteAddr();
  }

  /** Returns the name of the function for JSONP; empty for plain JSON. */
  public String callback() {
    String callback = parameters.text("callback");
    if (!callback.isEmpty() && !CALLBACK.matcher(callback).matches()) {
      throw new BadParameterException("callback must be the name of a function");
    }
    return callback;
  }

  private boolean acceptsGzip() {
    String accepted = request.getHeader("Accept-Encoding");
    return accepted != null && accepted.contains("gzip");
  }

  /** Returns the caller's connection, if nothing else can be under way on it. */
  private Optional<SelectableChannel> socket() {
    Connection<?> transport = request.getContext().getConnection();
    // Not the request's isSecure(), which is that of the caller's connection to a proxy.
    boolean isAlone =
        SSLUtils.getSSLEngine(transport) == null && request.getProtocol() != Protocol.HTTP_2_0;
    return isAlone && transport instanceof NIOConnection connection
        ? Optional.of(connection.getChannel())
        : Optional.empty();
  }

  /**
   * Lets the request go on without a thread, until the result is resumed.
   *
   * @throws BadParameterException if the callback cannot be the name of a function
   */
  public ParkedRequest<EncodedReply> park() {
    ParkedExchange parked = new ParkedExchange(response, callback(), acceptsGzip(), socket());
    response.suspend();
    return parked;
  }

  public void send(EncodedReply reply) throws IOException {
    response.setHeader("Kratos-Status-Code", reply.code().text());
    send(response, reply, callback(), acceptsGzip());
  }

  /**
   * @param callback empty for plain JSON
   */
  public static void send(Response response, EncodedReply reply, String callback, boolean gzip)
      throws IOException {
    begin(response);
    if (!callback.isEmpty()) {
      wrapped(response, reply, callback);
      return;
    }
    byte[] body = reply.json();
    if (reply.gzipped().isPresent()) {
      response.setHeader("Vary", "Accept-Encoding");
      if (gzip) {
        response.setHeader("Content-Encoding", "gzip");
        body = reply.gzipped().get();
      }
    }
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static void wrapped(Response response, EncodedReply reply, String callback)
      throws IOException {
    OutputStream out = response.getOutputStream();
    out.write((callback + "(").getBytes(ISO_8859_1));
    out.write(reply.json());
    out.write(')');
  }

  /** Opens the body of a reply that is too large to be made as a whole. */
  public OutputStream stream() throws IOException {
    response.setHeader("Kratos-Status-Code", ReplyCode.OK.text());
    begin(response);
    return response.getOutputStream();
  }

  /**
   * Sets the headers of every reply. They keep pages of other sites from using a reply as their
   * script.
   */
  private static void begin(Response response) {
    response.setContentType(JSON);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.setHeader("Cache-Control", "no-store");
  }
}
