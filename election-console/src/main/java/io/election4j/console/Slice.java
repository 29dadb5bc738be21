package io.election4j.console;

import java.util.List;

/**
 * The part of a list that somebody wants to see.
 *
 * @param offset how many are left out before it
 * @param limit how many it has at the most, 1 to {@value #MOST}
 */
record Slice(int offset, int limit) {

  static final int MOST = 200;
  private static final int USUAL = 50;

  /**
   * Reads the parameters {@code offset} and {@code limit} of a request.
   *
   * @throws BadRequestException if one is no number within bounds
   */
  static Slice of(Call call) {
    return new Slice(
        number(call, "offset", 0, 0, Integer.MAX_VALUE), number(call, "limit", USUAL, 1, MOST));
  }

  <T> List<T> of(List<T> all) {
    int from = Math.min(offset, all.size());
    return all.subList(from, Math.min(all.size() - from, limit) + from);
  }

  private static int number(Call call, String name, int usual, int least, int most) {
    String text = call.parameter(name);
    try {
      int number = text.isEmpty() ? usual : Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException none) {
      // Said below.
    }
    throw new BadRequestException(name + " is not a number from " + least + " to " + most);
  }
}
