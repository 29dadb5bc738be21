package io.election4j.testkit;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayNameGenerator;

/** Shows {@code L7_aVacantRecordIsTaken} as "L7: a vacant record is taken". */
final class RuleNames extends DisplayNameGenerator.Standard {

  private static final String WORDS =
      "(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-z])(?=[0-9])";

  @Override
  public String generateDisplayNameForMethod(
      List<Class<?>> enclosing, Class<?> rules, Method method) {
    String name = method.getName();
    int rule = name.indexOf('_');
    if (!name.startsWith("L") || rule < 0) {
      return super.generateDisplayNameForMethod(enclosing, rules, method);
    }
    String sentence = String.join(" ", name.substring(rule + 1).split(WORDS));
    return name.substring(0, rule) + ": " + sentence.toLowerCase(Locale.ROOT);
  }
}
