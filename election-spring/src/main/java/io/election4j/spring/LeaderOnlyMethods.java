package io.election4j.spring;

import java.lang.reflect.Method;
import java.util.Optional;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ReflectionUtils;

/** The methods that {@link LeaderOnly} is on, or on the class of; none of Object's own. */
final class LeaderOnlyMethods extends StaticMethodMatcherPointcut {

  @Override
  public boolean matches(Method method, Class<?> targetClass) {
    return annotation(specific(method, targetClass), targetClass).isPresent();
  }

  /** Returns the method that is really called. */
  static Method specific(Method method, Class<?> targetClass) {
    return AopUtils.getMostSpecificMethod(method, targetClass);
  }

  static Optional<LeaderOnly> annotation(Method specific, Class<?> targetClass) {
    if (ReflectionUtils.isObjectMethod(specific) || specific.isSynthetic()) {
      return Optional.empty();
    }
    return onMethod(specific)
        .or(
            () ->
                Optional.ofNullable(
                    AnnotatedElementUtils.findMergedAnnotation(targetClass, LeaderOnly.class)));
  }

  static Optional<LeaderOnly> onMethod(Method method) {
    return Optional.ofNullable(
        AnnotatedElementUtils.findMergedAnnotation(method, LeaderOnly.class));
  }
}
