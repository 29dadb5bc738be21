package io.election4j.spring;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a caller gets from a method that is not called, by the type that it returns. */
final class SkippedResult {

  private static final Map<Class<?>, Supplier<?>> EMPTY =
      Map.ofEntries(
          Map.entry(Optional.class, Optional::empty),
          Map.entry(OptionalInt.class, OptionalInt::empty),
          Map.entry(OptionalLong.class, OptionalLong::empty),
          Map.entry(OptionalDouble.class, OptionalDouble::empty),
          Map.entry(List.class, List::of),
          Map.entry(Set.class, Set::of),
          Map.entry(Collection.class, List::of),
          Map.entry(Iterable.class, List::of),
          Map.entry(Map.class, Map::of),
          Map.entry(Stream.class, Stream::empty),
          Map.entry(Future.class, SkippedResult::done),
          Map.entry(CompletionStage.class, SkippedResult::done),
          Map.entry(CompletableFuture.class, SkippedResult::done));

  private SkippedResult() {}

  static @Nullable Object of(Class<?> type) {
    Supplier<?> empty = EMPTY.get(type);
    return empty == null ? null : empty.get();
  }

  /** Returns whether there is nothing to return. */
  static boolean isMissing(Class<?> type) {
    return type.isPrimitive() && type != void.class;
  }

  private static CompletableFuture<?> done() {
    return CompletableFuture.completedFuture(null);
  }
}
