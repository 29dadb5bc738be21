package io.election4j.servers;

/** Says in one line why no server of a kind can be had on this machine, and what to do about it. */
public final class ServerUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ServerUnavailableException(String message) {
    super(message);
  }
}
