package io.election4j.console;

import io.election4j.cli.ElectionView;
import io.election4j.cli.ElectionView.State;
import io.election4j.cli.LeaseView;

/**
 * Tells load balancers and readiness probes whether a candidate leads an election and can be worked
 * with: 200 or 503. What was read longer ago than the lease lasts counts for nothing.
 */
record LeaderProbe(Model model) implements Route {

  @Override
  public Answer answer(Call call) {
    String election = call.parameter("election");
    if (election.isEmpty()) {
      throw new BadRequestException("election is missing");
    }
    Snapshot snapshot = model.snapshot();
    Row row = snapshot.byName().get(election);
    String fault =
        row == null
            ? unknown(model.store().read())
            : fault(row.view(), call.parameter("candidate"), snapshot.ageMillis());
    return fault.isEmpty() ? Answer.plain(200, "leads") : Answer.plain(503, fault);
  }

  private static String unknown(boolean read) {
    return read ? "the store does not know this election" : "nothing was read yet";
  }

  private static String fault(ElectionView view, String candidate, long ageMillis) {
    LeaseView lease = view.lease();
    if (view.state() != State.LED || lease == null) {
      return "nobody leads";
    }
    if (ageMillis >= lease.ttlMillis()) {
      return "the store has not answered for as long as a lease lasts";
    }
    if (!candidate.isEmpty() && !candidate.equals(Stand.leader(view))) {
      return "somebody else leads";
    }
    return Boolean.FALSE.equals(view.ready()) ? "leads, but is not ready" : "";
  }
}
