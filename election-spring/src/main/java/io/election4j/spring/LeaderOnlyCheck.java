package io.election4j.spring;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.springframework.util.ReflectionUtils;

/** Refuses {@link LeaderOnly} where it could not be kept. */
final class LeaderOnlyCheck {

  private final String bean;
  private final Class<?> type;
  private final boolean classProxy;

  /**
   * Creates a check of one bean.
   *
   * @param classProxy whether its class is proxied itself, rather than its interfaces
   */
  LeaderOnlyCheck(String bean, Class<?> type, boolean classProxy) {
    this.bean = bean;
    this.type = type;
    this.classProxy = classProxy;
  }

  void run() {
    ReflectionUtils.doWithMethods(type, this::check, method -> !method.isSynthetic());
  }

  private void check(Method method) {
    boolean onMethod = LeaderOnlyMethods.onMethod(method).isPresent();
    int modifiers = method.getModifiers();
    if (onMethod && (Modifier.isPrivate(modifiers) || Modifier.isStatic(modifiers))) {
      throw refused(method, "cannot be intercepted", "make it neither private nor static");
    }
    if (onMethod && classProxy && Modifier.isFinal(modifiers)) {
      throw refused(method, "cannot be intercepted", "make it not final");
    }
    if (!Modifier.isPrivate(modifiers)
        && !Modifier.isStatic(modifiers)
        && SkippedResult.isMissing(method.getReturnType())
        && LeaderOnlyMethods.annotation(method, type).isPresent()) {
      throw refused(
          method,
          "returns "
              + method.getReturnType()
              + ", which has no value for a process that does not lead",
          onMethod
              ? "return void, Optional or a wrapper such as Integer"
              : "return Optional or a wrapper such as Integer, or annotate methods instead of the class");
    }
  }

  private InvalidElectionBeanException refused(Method method, String problem, String advice) {
    String name = method.getDeclaringClass().getSimpleName() + "." + method.getName();
    return new InvalidElectionBeanException(
        "bean '%s': @LeaderOnly method %s() %s".formatted(bean, name, problem), advice);
  }
}
