package io.pepper.identity;

/**
 * A token that was just created.
 *
 * @param secret what the program sends as {@code Authorization: Bearer}; shown only now
 */
public record NewToken(Token token, String secret) {
  @Override
  public String toString() {
    return "NewToken[" + token.id() + "]";
  }
}
