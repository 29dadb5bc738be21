package io.election4j.console;

import io.election4j.cli.ElectionView;
import io.election4j.cli.ElectionView.State;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Which elections somebody wants to see.
 *
 * @param text what their names contain, in any case
 * @param prefix what their names begin with
 * @param state in which they are: {@code led}, {@code vacant} or {@code lapsed}; any if empty
 * @param leader who leads; anybody if empty
 * @param name what its name is; any if empty
 * @param order in which order
 */
record ElectionQuery(
    String text, String prefix, String state, String leader, String name, Comparator<Row> order) {

  private static final Comparator<Row> BY_NAME = Comparator.comparing(row -> row.view().election());
  private static final Map<String, Comparator<Row>> ORDERS =
      Map.of(
          "name",
          BY_NAME,
          "state",
          Comparator.comparing((Row row) -> row.view().state()).reversed(),
          "leader",
          Comparator.comparing(row -> Stand.leader(row.view())),
          "term",
          Comparator.comparing(row -> Objects.requireNonNullElse(row.view().term(), 0L)),
          "since",
          Comparator.comparing(Row::sinceMillis).reversed());

  /**
   * Reads the parameters of a request.
   *
   * @throws BadRequestException if one is wrong
   */
  static ElectionQuery of(Call call) {
    String state = call.parameter("state");
    if (!state.isEmpty() && !List.of("led", "vacant", "lapsed").contains(state)) {
      throw new BadRequestException("state is none of led, vacant, lapsed");
    }
    Comparator<Row> order = ORDERS.get(call.parameter("sort", "name"));
    if (order == null) {
      throw new BadRequestException("sort is none of name, state, leader, term, since");
    }
    return new ElectionQuery(
        call.parameter("q").toLowerCase(Locale.ROOT),
        call.parameter("prefix"),
        state,
        call.parameter("leader"),
        call.parameter("name"),
        call.parameter("order").equals("desc") ? order.reversed() : order);
  }

  /** Returns those of these elections, in the order asked for, then by name. */
  List<Row> of(List<Row> rows) {
    List<Row> found = rows.stream().filter(this::matches).toList();
    return order == BY_NAME ? found : found.stream().sorted(order.thenComparing(BY_NAME)).toList();
  }

  private boolean matches(Row row) {
    ElectionView view = row.view();
    return view.election().startsWith(prefix)
        && (name.isEmpty() || view.election().equals(name))
        && (state.isEmpty() || view.state() == State.valueOf(state.toUpperCase(Locale.ROOT)))
        && (leader.isEmpty() || Stand.leader(view).equals(leader))
        && (text.isEmpty() || view.election().toLowerCase(Locale.ROOT).contains(text));
  }
}
