package io.pepper.identity;

/**
 * A token that was just made.
 *
 * @param secret what the program sends as {@code Authorization: Bearer}; never to be seen again
 */
public record NewToken(Token token, String secret) {
  @Override
  public String toString() {
    return "NewToken[" + token.id() + "]";
  }
}
