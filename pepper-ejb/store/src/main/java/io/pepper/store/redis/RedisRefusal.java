package io.pepper.store.redis;

import io.lettuce.core.RedisException;

/** Redis answered with an error; the message is its text. */
final class RedisRefusal extends RedisException {
  private static final long serialVersionUID = 1L;

  RedisRefusal(String text) {
    super(text);
  }
}
