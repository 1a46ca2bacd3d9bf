package io.pepper.coordination.membership;

/**
 * The members of one cluster: their fields, and their form as the value of a key.
 *
 * @param <M> the members of the cluster
 */
public interface MemberFormat<M extends Member> {
  /** Returns this node in a new incarnation. */
  M create(String incarnation);

  /**
   * Returns the member that a value of the node's key describes.
   *
   * @throws jakarta.json.JsonException if the value is no JSON
   * @throws ClassCastException if a field has another type
   * @throws NullPointerException if a field is missing
   */
  M read(byte[] value);
}
