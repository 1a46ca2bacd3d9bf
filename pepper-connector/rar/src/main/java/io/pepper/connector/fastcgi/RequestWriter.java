package io.pepper.connector.fastcgi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Writes one request. A small one on the caller's thread; a large one on a virtual thread of its
 * own, because a script may answer before it has read everything and would then wait for us to read
 * while we wait for it.
 */
final class RequestWriter {
  private final SocketChannel channel;
  private final ByteBuffer[] pieces;
  private final boolean small;
  private final long length;
  private final long paramsEnd;
  private volatile long written;
  private volatile IOException failure;

  /**
   * @param question sent behind the request; null for none
   */
  RequestWriter(SocketChannel channel, RequestBytes request, Readiness question) {
    this.channel = channel;
    this.small = request.isSmall();
    this.paramsEnd = request.paramsEnd();
    if (question == null) {
      this.pieces = request.buffers();
      this.length = request.length();
    } else {
      this.pieces = request.buffersAsking(question);
      this.length = request.length() + question.length();
    }
  }

  void start() {
    if (small) {
      write();
    } else {
      Thread.ofVirtual().name("fastcgi-writer").start(this::write);
    }
  }

  /** Whether the last byte has been handed to the network. */
  boolean isDone() {
    return written == length;
  }

  /** Whether so little was written that the script cannot have started. */
  boolean stoppedBeforeTheStart() {
    return failure != null && written < paramsEnd;
  }

  /** What broke the write; null if nothing did. */
  IOException failure() {
    return failure;
  }

  private void write() {
    try {
      while (written < length) {
        written += pieces.length == 1 ? channel.write(pieces[0]) : channel.write(pieces);
      }
    } catch (IOException e) {
      // The reading side decides: the answer may be complete all the same.
      failure = e;
    }
  }
}
