package io.election4j.demo;

import java.nio.charset.Charset;

/**
 * The signs that the timeline is drawn with.
 *
 * @param leads before the name of who leads
 * @param frozen before the name of who is stopped
 * @param dead before the name of who was killed
 * @param trust a piece of the bar: the leader trusts its lease
 * @param margin a piece of the bar: it no longer does, the others still wait
 * @param spent a piece of the bar that is over
 * @param times the sign of multiplication
 */
record Symbols(
    String leads,
    String frozen,
    String dead,
    String trust,
    String margin,
    String spent,
    String times) {

  private static final Symbols FINE = new Symbols("▶", "‖", "✗", "█", "▒", "·", "×");
  private static final Symbols PLAIN = new Symbols(">", "=", "x", "#", "-", ".", "x");

  /** Returns the finest that can be written in a character set. */
  static Symbols in(Charset charset) {
    return charset.newEncoder().canEncode(FINE.toString()) ? FINE : PLAIN;
  }
}
