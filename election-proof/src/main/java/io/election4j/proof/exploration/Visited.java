package io.election4j.proof.exploration;

import java.util.Arrays;

/** The fingerprints of all states met, and for each state how it was reached first. */
final class Visited {

  private long[] slots = new long[1 << 16];
  private int[] parents = new int[1 << 15];
  private byte[] choices = new byte[1 << 15];
  private int size;

  int size() {
    return size;
  }

  boolean contains(long print) {
    return slots[slot(slots, nonZero(print))] != 0;
  }

  /** Adds a state, reached from another one by its choice of this index; false if it was there. */
  boolean add(long print, int parent, int choice) {
    long key = nonZero(print);
    int slot = slot(slots, key);
    if (slots[slot] != 0) {
      return false;
    }
    slots[slot] = key;
    if (size == parents.length) {
      parents = Arrays.copyOf(parents, 2 * size);
      choices = Arrays.copyOf(choices, 2 * size);
    }
    parents[size] = parent;
    choices[size++] = (byte) choice;
    if (2L * size > slots.length) {
      grow();
    }
    return true;
  }

  /** Returns the indexes of the choices that lead to a state. */
  byte[] path(int state) {
    int length = 0;
    for (int s = state; parents[s] >= 0; s = parents[s]) {
      length++;
    }
    byte[] path = new byte[length];
    for (int s = state; parents[s] >= 0; s = parents[s]) {
      path[--length] = choices[s];
    }
    return path;
  }

  private static long nonZero(long print) {
    return print == 0 ? 1 : print;
  }

  private static int slot(long[] slots, long key) {
    int slot = (int) (key & slots.length - 1);
    while (slots[slot] != 0 && slots[slot] != key) {
      slot = slot + 1 & slots.length - 1;
    }
    return slot;
  }

  private void grow() {
    long[] larger = new long[2 * slots.length];
    for (long key : slots) {
      if (key != 0) {
        larger[slot(larger, key)] = key;
      }
    }
    slots = larger;
  }
}
