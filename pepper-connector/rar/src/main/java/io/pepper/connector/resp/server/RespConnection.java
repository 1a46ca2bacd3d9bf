package io.pepper.connector.resp.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.pepper.connector.resp.parse.BufferShare;
import io.pepper.connector.resp.parse.ParseOutcome;
import io.pepper.connector.resp.parse.RespParser;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;

/**
 * One client, from accept to close: read what is there, answer the commands in it, send the
 * replies, then read on. While a batch is being answered or replies wait to be taken, hardly
 * anything is read: that is the backpressure.
 *
 * <p>All of it happens on the connection's event loop, which many share; only a batch that may wait
 * is answered on a virtual thread of its own. The server's {@link DeadlineMonitor} calls {@link
 * #expireIfDue} from outside, the server {@link #finish} and {@link #cut}.
 */
final class RespConnection extends ChannelInboundHandlerAdapter {
  private static final System.Logger LOG = System.getLogger(RespConnection.class.getName());

  private final RespServer server;
  private final SocketChannel channel;
  private final BufferShare share;
  private final RespParser parser;
  private final ReplySender sender;
  private final ClientSession session;
  private final BatchAnswerer answerer;
  private final RespInput input;
  private final ClientDeadline deadline = new ClientDeadline();
  private final Lingering lingering;

  /** Why the parser stopped; null when that has been dealt with. */
  private ParseOutcome outcome;

  private boolean isProceeding;
  private boolean isAnswering;
  private boolean isSending;
  private boolean hasInputEnded;
  private boolean hasFailed;
  private boolean isStopping;
  private boolean isGone;

  RespConnection(RespServer server, SocketChannel channel, long id) {
    this.server = server;
    this.channel = channel;
    lingering = new Lingering(channel, deadline);
    share = new BufferShare(server.budget());
    parser = server.newParser(share);
    OutputBuffer out = new OutputBuffer(share);
    sender = new ReplySender(channel, out, deadline, server.writeNanos());
    ReplyWriter replies = new ReplyWriter(out, sender::sendEarly);
    session = new ClientSession(id, peer(channel), replies, parser, share);
    answerer = new BatchAnswerer(server.handler(), session, replies, channel.eventLoop());
    input = new RespInput(channel, server.budget());
    deadline.restart(server.loginNanos());
  }

  private static String peer(SocketChannel channel) {
    InetSocketAddress address = channel.remoteAddress();
    return address == null
        ? "a client that is gone"
        : address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  String threadName() {
    return session.threadName();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    if (lingering.isBegun()) {
      lingering.read(bytes);
      return;
    }
    input.add(bytes);
    proceed();
    if (!input.isEmpty()) {
      input.stopReading();
    }
  }

  /** Does what can be done without waiting. */
  private void proceed() {
    if (isProceeding) {
      return;
    }
    isProceeding = true;
    try {
      boolean goesOn = true;
      while (goesOn && !isAnswering && !isSending && !isGone) {
        goesOn = step();
      }
    } catch (RuntimeException | Error e) {
      // Edge: the event loop serves other connections, too; this one ends.
      LOG.log(Level.ERROR, session + " ended by a defect", e);
      channel.close();
    } finally {
      input.readAhead(isAnswering || isSending);
      isProceeding = false;
    }
  }

  /** Does the next thing; returns false if the client's turn has come. */
  private boolean step() {
    if (sender.hasReplies()) {
      isSending = true;
      sender.send(this::sent);
    } else if (outcome != null) {
      concludeParsing();
    } else if (isClosing()) {
      linger();
      return false;
    } else if (!input.isEmpty()) {
      parse();
    } else if (hasInputEnded) {
      channel.close();
      return false;
    } else {
      input.goOnReading();
      return false;
    }
    return true;
  }

  private void parse() {
    outcome = input.parse(parser);
    if (!parser.batch().isEmpty()) {
      answerBatch();
    }
  }

  private void answerBatch() {
    if (!session.isLoggedIn()) {
      deadline.lift();
    }
    isAnswering = true;
    answerer.answer(parser.batch(), this::answered);
  }

  private void answered() {
    parser.batchAnswered();
    isAnswering = false;
    if (!session.isLoggedIn()) {
      deadline.restart(server.loginNanos());
    }
    if (isGone) {
      end();
    } else {
      proceed();
    }
  }

  /** Goes on where the parser stopped, its batch being answered. */
  private void concludeParsing() {
    ParseOutcome reason = isClosing() ? ParseOutcome.NEEDS_BYTES : outcome;
    outcome = null;
    if (reason == ParseOutcome.HTTP) {
      server.httpRequests().warn(session);
    } else if (reason == ParseOutcome.FAILED || reason == ParseOutcome.REFUSED) {
      answerer.refuse(parser.complaint());
    }
    hasFailed |= reason == ParseOutcome.FAILED || reason == ParseOutcome.HTTP;
  }

  private void sent() {
    isSending = false;
    proceed();
  }

  private boolean isClosing() {
    return hasFailed || isStopping || sender.isBroken() || session.isClosing();
  }

  /** Lets the client read the last replies: closing with unread input would destroy them. */
  private void linger() {
    input.drop();
    if (sender.isBroken() || isStopping || hasInputEnded) {
      channel.close();
    } else {
      lingering.begin();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent) {
      hasInputEnded = true;
      if (lingering.isBegun()) {
        channel.close();
      } else {
        proceed();
      }
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.log(Level.DEBUG, () -> session + " broke: " + cause.getMessage());
    channel.close();
  }

  /** Takes note that the channel is closed; on its event loop. */
  void gone() {
    isGone = true;
    input.drop();
    if (!isAnswering) {
      end();
    }
  }

  private void end() {
    sender.drop();
    share.giveBackAll();
    server.gone(this);
    answerer.closed();
  }

  /** Closes the connection if its client let a deadline pass. Any thread. */
  void expireIfDue(long now) {
    if (deadline.isPast(now)) {
      LOG.log(Level.DEBUG, () -> session + " closed: the client took too long");
      channel.close();
    }
  }

  /** Ends the connection after the batch it is answering. Any thread. */
  void finish() {
    channel
        .eventLoop()
        .execute(() -> {
          isStopping = true;
          proceed();
        });
  }

  /** Ends the connection now, also a handler that waits. Any thread. */
  void cut() {
    channel.close();
    answerer.interrupt();
  }
}
