package io.pepper.identity;

/**
 * The person or program that makes a change, for the audit trail.
 *
 * @param name the account's name, or {@code pepper} for what the product does by itself
 * @param address the client's address, or {@code local}
 */
public record Actor(String name, String address) {
  /** The product itself. */
  public static final Actor PEPPER = new Actor("pepper", "local");
}
