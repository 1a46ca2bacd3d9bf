package io.pepper.connector.resp.server;

import io.pepper.connector.resp.RespSession;
import io.pepper.connector.resp.parse.BufferShare;
import io.pepper.connector.resp.parse.RespParser;

/** The connection as the application sees it. */
final class ClientSession implements RespSession {
  private final long id;
  private final String peer;
  private final ReplyWriter replies;
  private final RespParser parser;
  private final BufferShare share;
  private Object attachment;
  private boolean loggedIn;
  private boolean closing;

  ClientSession(long id, String peer, ReplyWriter replies, RespParser parser, BufferShare share) {
    this.id = id;
    this.peer = peer;
    this.replies = replies;
    this.parser = parser;
    this.share = share;
  }

  @Override
  public long id() {
    return id;
  }

  /** Returns the name of threads that work for the connection. */
  String threadName() {
    return "pepper-resp-" + id;
  }

  @Override
  public String peer() {
    return peer;
  }

  @Override
  public int protocol() {
    return replies.protocol();
  }

  @Override
  public void useProtocol(int version) {
    if (version != 2 && version != 3) {
      throw new IllegalArgumentException("RESP has versions 2 and 3, not " + version);
    }
    replies.protocol(version);
  }

  @Override
  public void loggedIn(boolean loggedIn) {
    this.loggedIn = loggedIn;
    parser.loggedIn(loggedIn);
  }

  boolean isLoggedIn() {
    return loggedIn;
  }

  @Override
  public boolean hold(long bytes) {
    return share.hold(bytes);
  }

  @Override
  public void release(long bytes) {
    share.release(bytes);
  }

  @Override
  public long maxHeld() {
    return share.maxHeld();
  }

  @Override
  public Object attachment() {
    return attachment;
  }

  @Override
  public void attach(Object attachment) {
    this.attachment = attachment;
  }

  @Override
  public void closeAfterReplies() {
    closing = true;
  }

  boolean isClosing() {
    return closing;
  }

  @Override
  public String toString() {
    return "connection " + id + " from " + peer;
  }
}
