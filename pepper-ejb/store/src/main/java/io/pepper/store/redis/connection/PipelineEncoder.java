package io.pepper.store.redis.connection;

import io.lettuce.core.protocol.RedisCommand;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.Future;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;

/**
 * The commands of one flush, handed to Lettuce's pipeline as one list, which it encodes into one
 * buffer. One by one, each would have a buffer and a place in the system call of its own. Runs on
 * the event loop.
 */
final class PipelineEncoder extends ChannelOutboundHandlerAdapter {
  private List<RedisCommand<?, ?, ?>> commands = new ArrayList<>();
  private List<ChannelPromise> promises = new ArrayList<>();

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof RedisCommand<?, ?, ?> command) {
      commands.add(command);
      promises.add(promise);
    } else {
      writeCollected(ctx);
      ctx.write(message, promise);
    }
  }

  @Override
  public void flush(ChannelHandlerContext ctx) {
    writeCollected(ctx);
    ctx.flush();
  }

  private void writeCollected(ChannelHandlerContext ctx) {
    if (commands.isEmpty()) {
      return;
    }
    List<RedisCommand<?, ?, ?>> batch = commands;
    List<ChannelPromise> unflushed = promises;
    commands = new ArrayList<>(batch.size());
    promises = new ArrayList<>(batch.size());
    ctx.write(batch).addListener(written -> unflushed.forEach(each -> settle(each, written)));
  }

  private static void settle(ChannelPromise promise, Future<?> written) {
    if (written.isSuccess()) {
      promise.trySuccess();
    } else {
      promise.tryFailure(written.cause());
    }
  }

  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    failUnflushed();
    ctx.close(promise);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    failUnflushed();
  }

  /** Fails the commands that were written and not flushed. */
  private void failUnflushed() {
    List<ChannelPromise> unflushed = promises;
    commands = new ArrayList<>();
    promises = new ArrayList<>();
    unflushed.forEach(each -> each.tryFailure(new ClosedChannelException()));
  }
}
