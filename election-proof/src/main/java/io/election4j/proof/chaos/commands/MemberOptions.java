package io.election4j.proof.chaos.commands;

import io.election4j.proof.chaos.databases.MemberOrders;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that say how the members of a replica set are reached. */
final class MemberOptions {

  @Option(
      names = "--members",
      description = {
        "The members of the replica set given may be killed and started again, stopped, and cut"
            + " off. Unless the options below say otherwise, their processes are those of this"
            + " machine that listen on their ports, and are started again as they were.",
        "Members must not listen on all addresses of this machine: every candidate has a proxy"
            + " of its own to each, on the member's port and another address of 127.0.0.0/8."
      })
  private boolean allowed;

  @Option(
      names = "--member-pid",
      paramLabel = "HOST:PORT=PID",
      description = "The number of a member's process, or a file that holds it.")
  private Map<String, String> pids = Map.of();

  @Option(
      names = "--member-start",
      paramLabel = "HOST:PORT=COMMAND",
      description = "The command that starts a member again.")
  private Map<String, String> starts = Map.of();

  @Option(
      names = "--member-cut",
      paramLabel = "HOST:PORT=COMMAND",
      description = "A command that cuts a member off from the others, which needs the next one.")
  private Map<String, String> cuts = Map.of();

  @Option(
      names = "--member-heal",
      paramLabel = "HOST:PORT=COMMAND",
      description = "The command that ends that.")
  private Map<String, String> heals = Map.of();

  MemberOrders orders() {
    boolean any = allowed || !(pids.isEmpty() && starts.isEmpty() && cuts.isEmpty());
    return new MemberOrders(any, pids, starts, cuts, heals);
  }
}
