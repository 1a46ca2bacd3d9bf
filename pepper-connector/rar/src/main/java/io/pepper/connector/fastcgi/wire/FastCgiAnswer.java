package io.pepper.connector.fastcgi.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.connector.fastcgi.FastCgiException;
import io.pepper.connector.fastcgi.FastCgiException.Reason;
import io.pepper.connector.fastcgi.FastCgiResponse;
import java.nio.ByteBuffer;

/** One answer put together from its records. One instance per attempt; used by one thread. */
public final class FastCgiAnswer implements RecordParser.Sink {
  private static final int STDERR_LIMIT = 64 * 1024;

  private final RecordParser records = new RecordParser(this);
  private final CgiAnswer cgi;
  private final BoundedBytes stderr = new BoundedBytes(STDERR_LIMIT);
  private long appStatus;
  private int protocolStatus;
  private boolean begun;
  private int stderrBefore = -1;

  public FastCgiAnswer(int bodyLimit) {
    this.cgi = new CgiAnswer(bodyLimit);
  }

  /**
   * @return whether that was the end of the answer; bytes may be left over then
   * @throws MalformedAnswerException if these are not the bytes of an answer
   */
  public boolean feed(ByteBuffer in) {
    begun = true;
    records.feed(in);
    return records.isComplete();
  }

  /** Returns whether the server has sent anything at all. */
  public boolean hasBegun() {
    return begun;
  }

  public String stderr() {
    return new String(stderr.toByteArray(), UTF_8);
  }

  /**
   * @throws FastCgiException if the server refused the request
   * @throws MalformedAnswerException if the script's answer is not CGI
   */
  public FastCgiResponse response() {
    checkProtocolStatus();
    cgi.end();
    BoundedBytes body = cgi.body();
    return new FastCgiResponse(
        cgi.headers(), body.toByteArray(), body.isTruncated(), stderr(), before(), appStatus);
  }

  @Override
  public void stdout(ByteBuffer piece) {
    if (stderrBefore < 0) {
      stderrBefore = stderr().length();
    }
    cgi.feed(piece);
  }

  @Override
  public void stderr(ByteBuffer piece) {
    stderr.append(piece);
  }

  @Override
  public void ended(long appStatus, int protocolStatus) {
    this.appStatus = appStatus;
    this.protocolStatus = protocolStatus;
  }

  private int before() {
    return stderrBefore < 0 ? stderr().length() : stderrBefore;
  }

  private void checkProtocolStatus() {
    switch (protocolStatus) {
      case Records.REQUEST_COMPLETE -> {}
      case Records.OVERLOADED, Records.CANT_MPX_CONN ->
          throw new FastCgiException(
              Reason.OVERLOADED, "the server refused the request: overloaded", stderr(), null);
      case Records.UNKNOWN_ROLE ->
          throw new MalformedAnswerException("the server does not take responder requests");
      default -> throw new MalformedAnswerException("unknown protocol status " + protocolStatus);
    }
  }
}
