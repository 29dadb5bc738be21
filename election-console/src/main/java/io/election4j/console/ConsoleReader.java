package io.election4j.console;

import io.election4j.cli.ElectionReader;
import io.election4j.cli.ElectionView;
import io.election4j.cli.ParticipantView;
import io.election4j.cli.base.Failures;
import io.election4j.cli.base.Session;
import io.election4j.spi.Marker;
import io.election4j.spi.StoreException;
import java.util.List;
import java.util.Set;

/**
 * Reads the store into a model, again and again: as often as {@code watch} at the most, whoever
 * looks, for who takes part is read once in twenty times, and the pauses are that much longer. Only
 * when somebody else leads is that read sooner.
 *
 * <p>For use by one thread, which blocks.
 */
final class ConsoleReader {

  /** Twenty of them, with one reading more, take longer than 21 pauses of {@code watch}. */
  static final long PAUSE_MILLIS = 550;

  private static final int PARTICIPANTS_EVERY = 20;
  private static final int PARTICIPANTS_SOONEST = 4;

  private final Session session;
  private final ElectionReader reader;
  private final Model model;
  private List<ElectionView> views = List.of();
  private boolean outdated = true;
  private boolean owed;
  private int readings = PARTICIPANTS_SOONEST;

  ConsoleReader(Session session, Model model) {
    this.session = session;
    this.reader = new ElectionReader(session, List.of());
    this.model = model;
  }

  /**
   * Reads once.
   *
   * @throws StoreException if the store does not answer, or is not what it must be
   */
  void read() {
    views = reader.read();
    readings++;
    // What could not be read comes first, before anything says that the store answers again.
    boolean due = owed || readings >= PARTICIPANTS_EVERY;
    List<ParticipantView> participants = due ? participants() : null;
    outdated |= model.elections(views);
    if (participants == null && outdated && readings >= PARTICIPANTS_SOONEST) {
      participants = participants();
    }
    if (participants != null) {
      model.participants(participants);
      outdated = false;
      readings = 0;
    }
  }

  private List<ParticipantView> participants() {
    owed = true;
    List<ParticipantView> read = reader.participants(views);
    owed = false;
    return read;
  }

  /**
   * Asks the store for no more than an answer.
   *
   * @throws StoreException if it gives none, or is not what it must be
   */
  void greet() {
    session.explaining(
        () -> session.await(session.store().observe(Marker.START, Set.of(), List.of())));
  }

  /**
   * Reads until something was read, or the thread is interrupted.
   *
   * @throws StoreException if it cannot be read before somebody changes something
   */
  void begin() {
    do {
      try {
        read();
        return;
      } catch (StoreException failure) {
        if (failure.kind() != StoreException.Kind.UNAVAILABLE) {
          throw failure;
        }
        model.unavailable(Failures.text(failure));
      }
    } while (pause());
  }

  /** Reads until the thread is interrupted; a store that does not answer is asked again. */
  void readOn() {
    while (pause()) {
      try {
        read();
      } catch (RuntimeException failure) {
        model.unavailable(Failures.text(failure));
      }
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
