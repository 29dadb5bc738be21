package io.election4j.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;

/**
 * Switches on {@link LeaderOnly}, {@link ForElection} and the application events, for the one bean
 * of type {@link io.election4j.Elections}. A bean of type {@link ElectionJoins} says what else is
 * joined, and on what terms.
 *
 * <p>Classes are proxied themselves, unless {@code spring.aop.proxy-target-class} is {@code false}:
 * then those with interfaces are proxied by these.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Import(ElectionsConfiguration.class)
public @interface EnableElections {}
