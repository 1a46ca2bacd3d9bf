package io.pepper.store.redis.connection;

import io.lettuce.core.RedisException;

/** An error reply of Redis; the message is its text. */
public final class RedisErrorException extends RedisException {
  private static final long serialVersionUID = 1L;

  public RedisErrorException(String text) {
    super(text);
  }
}
