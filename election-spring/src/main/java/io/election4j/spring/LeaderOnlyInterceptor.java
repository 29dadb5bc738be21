package io.election4j.spring;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodClassKey;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import reactor.core.publisher.Mono;

/** Calls methods through the gate of their election. Safe for use by many threads. */
final class LeaderOnlyInterceptor implements MethodInterceptor {

  private final Function<String, LeaderGate> gates;
  private final Map<MethodClassKey, Guarded> guarded = new ConcurrentHashMap<>();

  /** A method, as it is called. */
  private record Guarded(LeaderGate gate, Class<?> type, @Nullable ReactiveAdapter adapter) {

    @Nullable Object skipped() {
      return SkippedResult.of(type);
    }
  }

  LeaderOnlyInterceptor(Function<String, LeaderGate> gates) {
    this.gates = gates;
  }

  /** Makes the gate of a method, so that its election is joined before it is called. */
  void prepare(Method method, Class<?> targetClass) {
    guarded(method, targetClass);
  }

  @Override
  public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
    Object target = requireNonNull(invocation.getThis(), "target");
    Guarded method = guarded(invocation.getMethod(), AopUtils.getTargetClass(target));
    if (method.adapter() != null) {
      return reactive(method.gate(), method.adapter(), (ProxyMethodInvocation) invocation);
    }
    OpenTerm term = method.gate().open();
    if (term == null) {
      method.gate().skipped();
      return method.skipped();
    }
    return BlockingRun.call(term, () -> inTerm(term, invocation.proceed()), method::skipped);
  }

  /** Every subscriber has a call of its own, as it has with a schedule. */
  private static Object reactive(
      LeaderGate gate, ReactiveAdapter adapter, ProxyMethodInvocation invocation) {
    ProxyMethodInvocation called = (ProxyMethodInvocation) invocation.invocableClone();
    Callable<Publisher<?>> source = () -> adapter.toPublisher(result(called.invocableClone()));
    return adapter.fromPublisher(PublisherRun.guarded(gate, source));
  }

  private static @Nullable Object result(MethodInvocation invocation) throws Exception {
    try {
      return invocation.proceed();
    } catch (Exception | Error failure) {
      throw failure;
    } catch (Throwable other) {
      throw new IllegalStateException(other);
    }
  }

  /** A future that goes on after the call belongs to the term, too. */
  private static @Nullable Object inTerm(OpenTerm term, @Nullable Object result) {
    return result instanceof CompletionStage<?> stage && !stage.toCompletableFuture().isDone()
        ? PublisherRun.in(term, () -> Mono.fromCompletionStage(stage)).next().toFuture()
        : result;
  }

  private Guarded guarded(Method method, Class<?> targetClass) {
    return guarded.computeIfAbsent(
        new MethodClassKey(method, targetClass), key -> made(method, targetClass));
  }

  private Guarded made(Method method, Class<?> targetClass) {
    Method specific = LeaderOnlyMethods.specific(method, targetClass);
    LeaderOnly annotation = LeaderOnlyMethods.annotation(specific, targetClass).orElseThrow();
    Class<?> type = specific.getReturnType();
    ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(type);
    boolean deferred = adapter != null && adapter.getDescriptor().isDeferred();
    return new Guarded(gates.apply(annotation.value()), type, deferred ? adapter : null);
  }
}
