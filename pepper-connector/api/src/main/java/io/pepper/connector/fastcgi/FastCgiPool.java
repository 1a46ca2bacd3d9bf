package io.pepper.connector.fastcgi;

/**
 * The state of the children behind one address at one moment, as this client knows it
 * (docs/protocol.md, "php-fpm's children").
 *
 * @param children children that serve this client now, busy or kept
 * @param finishing children of those that go on working after their answer ({@code
 *     fastcgi_finish_request()})
 * @param waiting callers that wait for a child
 * @param full whether the pool has no child left for this client, so that {@code children} is what
 *     it can have
 * @param cutShort children that were ended while they went on after their answer, since this node
 *     started
 */
public record FastCgiPool(int children, int finishing, int waiting, boolean full, long cutShort) {
  /** The state of an address to which nothing is sent. */
  public static final FastCgiPool UNUSED = new FastCgiPool(0, 0, 0, false, 0);

  /**
   * Returns how many requests may usefully be under way at once: one for each child, and one that
   * asks for another child.
   */
  public int capacity() {
    return children + 1;
  }
}
