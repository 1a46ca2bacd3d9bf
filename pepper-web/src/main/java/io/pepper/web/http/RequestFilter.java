package io.pepper.web.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.CharConversionException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import org.glassfish.grizzly.filterchain.Filter;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.FilterChainEvent;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpEvents.IncomingHttpUpgradeEvent;
import org.glassfish.grizzly.http.HttpHeader;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.Method;
import org.glassfish.grizzly.http.util.Header;
import org.glassfish.grizzly.http.util.HttpStatus;
import org.glassfish.grizzly.memory.Buffers;

/**
 * The first filter that sees a request once its header is read, in front of the server's filter
 * whose place it takes. It refuses paths that the server cannot decode, which would otherwise be
 * answered with an empty 200 or with 500, hosts that it cannot read, and methods that nothing here
 * has, and keeps HTTP/2 out of connections without TLS: an offer to upgrade is passed over, so that
 * the request is served by HTTP/1.1, and HTTP/2 without an offer is answered with 505. Then it
 * applies what trusted proxies say. For any number of the server's threads.
 */
final class RequestFilter implements Filter {
  private static final String H2C = "h2c";

  private static final String BAD_PATH =
      "400 Bad Request: the path cannot be read. Each '%' must begin an escape of two hexadecimal"
          + " digits (write '%25' for a per cent sign), escapes must be text in the listener's"
          + " encoding (UTF-8 unless uri-encoding says otherwise), and the path must"
          + " hold no backslash, no zero byte and no '..' above its root.";
  private static final String BAD_SLASH =
      " It must not hold '%2F' either: this server takes it only if encoded-slash-enabled of its"
          + " HTTP listener is true.";
  private static final String BAD_HOST =
      "400 Bad Request: the Host header cannot be read; write a host, or host:port.\n";
  private static final String NO_METHOD =
      "405 Method Not Allowed: neither CONNECT nor TRACE is served here.\n";
  private static final String NO_HTTP2 =
      "505 HTTP Version Not Supported: HTTP/2 is not spoken here; use HTTP/1.1.\n";

  private final Filter next;
  private final boolean allowsEncodedSlash;
  private final Charset encoding;
  private final RequestRules rules;
  private final boolean refusesHttp2;

  /**
   * Creates a filter in the place of another.
   *
   * @param next the filter whose place this one takes
   * @param allowsEncodedSlash whether the server accepts {@code %2F} in paths
   * @param encoding the encoding of the escapes in paths
   * @param rules what is done with a request that can be served
   * @param refusesHttp2 whether HTTP/2 is kept out; a listener with TLS of the server's own agrees
   *     on it with clients before any filter of ours
   */
  RequestFilter(
      Filter next,
      boolean allowsEncodedSlash,
      Charset encoding,
      RequestRules rules,
      boolean refusesHttp2) {
    this.next = next;
    this.allowsEncodedSlash = allowsEncodedSlash;
    this.encoding = encoding;
    this.rules = rules;
    this.refusesHttp2 = refusesHttp2;
  }

  Filter next() {
    return next;
  }

  @Override
  public NextAction handleRead(FilterChainContext context) throws IOException {
    if (context.getMessage() instanceof HttpContent content
        && content.getHttpHeader() instanceof HttpRequestPacket request
        && !request.getResponse().isCommitted()) {
      if (refusesHttp2 && request.getMethod() == Method.PRI) {
        // What follows are frames without end.
        request.setExpectContent(false);
        return refuse(context, request, HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505, NO_HTTP2);
      }
      if (request.getMethod() == Method.CONNECT || request.getMethod() == Method.TRACE) {
        // What follows a CONNECT would be bytes of another protocol.
        request.setExpectContent(false);
        request.getResponse().setHeader(Header.Allow, "GET, HEAD, POST, PUT, PATCH, DELETE");
        return refuse(context, request, HttpStatus.METHOD_NOT_ALLOWED_405, NO_METHOD);
      }
      if (!hasReadableHost(request)) {
        return refuse(context, request, HttpStatus.BAD_REQUEST_400, BAD_HOST);
      }
      KeeperPaths.apply(request);
      if (!isReadable(request)) {
        String why = BAD_PATH + (allowsEncodedSlash ? "" : BAD_SLASH) + '\n';
        return refuse(context, request, HttpStatus.BAD_REQUEST_400, why);
      }
      rules.apply(request);
    }
    return next.handleRead(context);
  }

  /**
   * Returns whether the server can read the Host header, which it does late and answers with 500.
   */
  private static boolean hasReadableHost(HttpRequestPacket request) {
    try {
      request.getServerPort();
      return true;
    } catch (IllegalStateException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return false;
    }
  }

  /**
   * Returns whether the server's own decoder can read the path. It keeps what it decoded, so that
   * nothing is decoded twice.
   */
  private boolean isReadable(HttpRequestPacket request) {
    try {
      request.getRequestURIRef().getDecodedRequestURIBC(allowsEncodedSlash, encoding);
      return true;
    } catch (CharConversionException
        | IllegalArgumentException
        | IllegalStateException
        | IndexOutOfBoundsException e) {
      // The decoder ends in all of these, depending on where the path breaks off.
      return false;
    }
  }

  /**
   * Answers with an error and ends the connection: what follows on it belongs to the refused
   * request, or is HTTP/2.
   */
  private static NextAction refuse(
      FilterChainContext context, HttpRequestPacket request, HttpStatus status, String text) {
    byte[] body = text.getBytes(US_ASCII);
    HttpResponsePacket response = request.getResponse();
    status.setValues(response);
    response.setContentType("text/plain;charset=us-ascii");
    response.setContentLength(body.length);
    response.setHeader("X-Content-Type-Options", "nosniff");
    request.getProcessingState().setKeepAlive(false);
    context.write(
        HttpContent.builder(response)
            .content(Buffers.wrap(context.getMemoryManager(), body))
            .last(true)
            .build());
    context.notifyDownstream(HttpServerFilter.RESPONSE_COMPLETE_EVENT);
    return context.getStopAction();
  }

  @Override
  public NextAction handleEvent(FilterChainContext context, FilterChainEvent event)
      throws IOException {
    if (event instanceof IncomingHttpUpgradeEvent offer && isHttp2(offer.getHttpHeader())) {
      HttpHeader request = offer.getHttpHeader();
      request.getUpgradeDC().recycle();
      // Set by the server for every offer: it would take the body for the next protocol's.
      request.setIgnoreContentModifiers(false);
      return context.getStopAction();
    }
    return next.handleEvent(context, event);
  }

  /**
   * Returns whether the offer includes HTTP/2. A client that prefers another protocol and offers
   * this one as well is served by neither.
   */
  private boolean isHttp2(HttpHeader request) {
    return refusesHttp2
        && Arrays.stream(request.getUpgrade().split(","))
            .anyMatch(protocol -> protocol.strip().equalsIgnoreCase(H2C));
  }

  @Override
  public void onAdded(FilterChain chain) {
    next.onAdded(chain);
  }

  @Override
  public void onRemoved(FilterChain chain) {
    next.onRemoved(chain);
  }

  @Override
  public void onFilterChainChanged(FilterChain chain) {
    next.onFilterChainChanged(chain);
  }

  @Override
  public NextAction handleWrite(FilterChainContext context) throws IOException {
    return next.handleWrite(context);
  }

  @Override
  public NextAction handleConnect(FilterChainContext context) throws IOException {
    return next.handleConnect(context);
  }

  @Override
  public NextAction handleAccept(FilterChainContext context) throws IOException {
    return next.handleAccept(context);
  }

  @Override
  public NextAction handleClose(FilterChainContext context) throws IOException {
    return next.handleClose(context);
  }

  @Override
  public void exceptionOccurred(FilterChainContext context, Throwable error) {
    next.exceptionOccurred(context, error);
  }
}
