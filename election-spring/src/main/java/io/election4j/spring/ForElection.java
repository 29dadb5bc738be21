package io.election4j.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Registers a bean, by its class or its {@code @Bean} method, as the {@link
 * io.election4j.LeaderWorker} or {@link io.election4j.FollowerWorker} of an election, or as both.
 * The election is joined when the context starts; for a follower alone it is only observed, unless
 * something else joins it.
 *
 * <p>The context does not start with it on any other bean.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface ForElection {

  /** Returns the election's name; <code>${...}</code> in it is resolved. */
  String value();
}
