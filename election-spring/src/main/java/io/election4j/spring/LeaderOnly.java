package io.election4j.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs a method of a bean, or all methods of it, only while this process leads an election, which
 * it joins when the context starts.
 *
 * <p><b>While it does not lead</b> the method is not called. The caller gets an empty {@code
 * Optional}, {@code Mono}, {@code Flux} or another reactive type, an empty collection, map or
 * {@code Stream} where the method's type is that interface itself, a future that is completed with
 * {@code null}, and {@code null} for all else. A method that returns a primitive has no such value:
 * the context does not start with it.
 *
 * <p><b>When leadership ends</b> while it runs, the calling thread is interrupted once, or the
 * publisher or future that was returned is cancelled; in peace the leadership is given up only when
 * the method has returned. What it throws after that is no failure: the caller gets the same as
 * from a process that does not lead, and the thread is not left interrupted. An {@code Error} is
 * thrown all the same.
 *
 * <p>A reactive method is called anew for every subscriber, at the time of the subscription.
 *
 * <p>As always with proxies, a call from the object to itself is not seen, nor is a {@code private}
 * or {@code static} method; the context does not start with the annotation on one, nor on a {@code
 * final} one of a class that is proxied itself. On a method it counts before that on its class.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface LeaderOnly {

  /** Returns the election's name; <code>${...}</code> in it is resolved. */
  String value();
}
