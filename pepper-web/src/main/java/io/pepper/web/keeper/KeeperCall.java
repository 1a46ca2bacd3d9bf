package io.pepper.web.keeper;

/** One call of the interface. */
interface KeeperCall {
  /**
   * Does what is asked.
   *
   * @return the data of the answer, in JSON
   * @throws KeeperException saying what is wrong
   */
  byte[] answer(KeeperParameters parameters);
}
