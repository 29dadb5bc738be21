package io.election4j.proof.exploration;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lists what can happen next in a world. */
final class Choices {

  private static final List<ExploredFault> CUTS =
      List.of(ExploredFault.BLIND, ExploredFault.DEAF, ExploredFault.MUTE);

  private final World world;
  private final List<Choice> all = new ArrayList<>();

  Choices(World world) {
    this.world = world;
  }

  List<Choice> all() {
    world.messages().forEach(this::message);
    world.processes().forEach(this::process);
    if (world.quiet()) {
      add(() -> "time passes", world::pass);
    }
    if (world.faults() < world.scope().most()) {
      world.messages().forEach(this::faults);
      world.processes().forEach(this::faults);
    }
    return all;
  }

  private void add(Supplier<String> what, Runnable effect) {
    all.add(new Choice(what, effect, null));
  }

  private void fault(ExploredFault fault, Supplier<String> what, Runnable effect) {
    fault(fault, what, effect, null);
  }

  private void fault(
      ExploredFault fault, Supplier<String> what, Runnable effect, @Nullable Runnable undo) {
    if (world.scope().faults().contains(fault)) {
      Runnable counted =
          () -> {
            world.goesWrong();
            effect.run();
          };
      Runnable uncounted =
          () -> {
            world.goesRight();
            if (undo != null) {
              undo.run();
            }
          };
      all.add(new Choice(what, counted, undo == null ? null : uncounted));
    }
  }

  // == Messages ==

  private void message(Message message) {
    boolean waits = message.late && message.answer != null && message.from.paused;
    if (!waits) {
      add(
          () -> message + (message.late ? " arrives late" : " is answered"),
          () -> world.arrive(message));
    }
  }

  private void faults(Message message) {
    if (message.late) {
      return;
    }
    fault(
        ExploredFault.LATE,
        () -> message + " is late",
        () -> message.late = true,
        () -> message.late = false);
    fault(
        ExploredFault.LATE,
        () -> "the answer to " + message + " is late",
        () -> {
          world.apply(message);
          message.late = true;
        });
    fault(
        ExploredFault.COPY,
        () -> message + " is sent twice",
        () -> {
          world.messages().add(new Message(message.from, message.action, true));
          world.arrive(message);
        });
  }

  // == Processes ==

  private void process(WorldProcess process) {
    if (!process.alive()) {
      add(() -> process + " starts", process::start);
      return;
    }
    if (process.stopping != 0) {
      add(() -> "the work of " + process + " stops", process::workStops);
    }
    if (process.paused) {
      add(() -> process + " goes on", process::resume);
      return;
    }
    if (process.due() && world.hasInputs(process)) {
      add(() -> process + " wakes", process::tick);
    }
    for (long number : process.overdue()) {
      add(
          () -> process + " waits for answer " + number + " no longer",
          () -> process.timeOut(number));
    }
    if (process.cut != null) {
      add(() -> process + " is cut off no longer", () -> process.cut = null);
    }
    if (process.left) {
      add(() -> process + " joins again", process::join);
    }
  }

  private void faults(WorldProcess process) {
    if (!process.alive()) {
      return;
    }
    fault(ExploredFault.CRASH, () -> process + " crashes", () -> crash(process));
    if (process.paused) {
      return;
    }
    fault(
        ExploredFault.PAUSE,
        () -> process + " is paused",
        () -> process.pause(false),
        process::resume);
    fault(
        ExploredFault.SUSPEND,
        () -> process + " is suspended",
        () -> process.pause(true),
        process::resume);
    if (process.cut == null) {
      for (ExploredFault cut : CUTS) {
        fault(cut, () -> process + " is " + cut, () -> process.cut = cut, () -> process.cut = null);
      }
    }
    if (process.standing) {
      fault(ExploredFault.LEAVE, () -> process + " leaves", process::leave);
    }
    if (!process.closing) {
      fault(ExploredFault.CLOSE, () -> process + " closes", process::close);
    }
  }

  private void crash(WorldProcess process) {
    world.oracle().crashed(process);
    process.end();
  }
}
