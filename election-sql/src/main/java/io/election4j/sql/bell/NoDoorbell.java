package io.election4j.sql.bell;

/** There can be no doorbell here, or not now; nothing has failed. */
public final class NoDoorbell extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Says so.
   *
   * @param why in words for a person; empty if that is of no interest
   */
  public NoDoorbell(String why) {
    super(why, null, false, false);
  }

  String why() {
    return String.valueOf(getMessage());
  }
}
