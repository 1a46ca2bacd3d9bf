package io.pepper.store.redis;

import io.lettuce.core.protocol.RedisCommand;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.Future;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;

/**
 * Hands Lettuce's pipeline the commands of one flush as one list, which it encodes into one buffer;
 * one by one each would get a buffer and a place in the system call of its own. Runs on the event
 * loop.
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
      writeGathered(ctx);
      ctx.write(message, promise);
    }
  }

  @Override
  public void flush(ChannelHandlerContext ctx) {
    writeGathered(ctx);
    ctx.flush();
  }

  private void writeGathered(ChannelHandlerContext ctx) {
    if (commands.isEmpty()) {
      return;
    }
    List<RedisCommand<?, ?, ?>> batch = commands;
    List<ChannelPromise> waiting = promises;
    commands = new ArrayList<>(batch.size());
    promises = new ArrayList<>(batch.size());
    ctx.write(batch).addListener(written -> waiting.forEach(each -> settle(each, written)));
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
    drop();
    ctx.close(promise);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    drop();
  }

  /** Written and not flushed: their callers must hear of it. */
  private void drop() {
    List<ChannelPromise> waiting = promises;
    commands = new ArrayList<>();
    promises = new ArrayList<>();
    waiting.forEach(each -> each.tryFailure(new ClosedChannelException()));
  }
}
