package io.pepper.connector.resp.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** A client for which there is no room: it is told so and closed. */
final class RefusedClient extends ChannelInboundHandlerAdapter {
  private static final byte[] FULL = "-ERR max number of clients reached\r\n".getBytes(US_ASCII);

  @Override
  public void channelActive(ChannelHandlerContext context) {
    context.writeAndFlush(Unpooled.wrappedBuffer(FULL)).addListener(ChannelFutureListener.CLOSE);
  }
}
