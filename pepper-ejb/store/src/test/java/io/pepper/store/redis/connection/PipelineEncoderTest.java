package io.pepper.store.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipelineEncoderTest {
  private static Command<byte[], byte[], String> ping() {
    return new Command<>(CommandType.PING, new StatusOutput<>(ByteArrayCodec.INSTANCE));
  }

  @Test
  void commandsOfOneFlushGoOnAsOneListInTheirOrder() {
    EmbeddedChannel channel = new EmbeddedChannel(new PipelineEncoder());
    Command<byte[], byte[], String> first = ping();
    Command<byte[], byte[], String> second = ping();
    Command<byte[], byte[], String> third = ping();

    ChannelFuture written = channel.write(first);
    channel.write(second);
    assertThat(channel.outboundMessages()).isEmpty();
    assertThat(written.isDone()).isFalse();
    channel.flush();
    channel.writeAndFlush(third);

    assertThat(channel.outboundMessages()).containsExactly(List.of(first, second), List.of(third));
    assertThat(written.isSuccess()).isTrue();
  }

  @Test
  void whatIsNoCommandStaysInItsPlace() {
    EmbeddedChannel channel = new EmbeddedChannel(new PipelineEncoder());
    Command<byte[], byte[], String> command = ping();

    channel.write(command);
    channel.writeAndFlush("other");

    assertThat(channel.outboundMessages()).containsExactly(List.of(command), "other");
  }

  @Test
  void everyCallerHearsThatTheWriteFailed() {
    IOException broken = new IOException("broken");
    EmbeddedChannel channel =
        new EmbeddedChannel(
            new ChannelOutboundHandlerAdapter() {
              @Override
              public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
                promise.setFailure(broken);
              }
            },
            new PipelineEncoder());

    ChannelFuture one = channel.write(ping());
    ChannelFuture other = channel.write(ping());
    channel.flush();

    assertThat(one.cause()).isSameAs(broken);
    assertThat(other.cause()).isSameAs(broken);
  }

  @Test
  void whatWasNotFlushedBeforeTheEndFails() {
    EmbeddedChannel channel = new EmbeddedChannel(new PipelineEncoder());

    ChannelFuture written = channel.write(ping());
    channel.close();

    assertThat(written.isDone()).isTrue();
    assertThat(written.isSuccess()).isFalse();
  }
}
