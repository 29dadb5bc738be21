package io.election4j.spring.boot;

import io.election4j.spring.InvalidElectionBeanException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Says what to do about elections that cannot be configured. */
final class ElectionFailureAnalyzer implements FailureAnalyzer {

  @Override
  public @Nullable FailureAnalysis analyze(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ElectionStartException start) {
        return new FailureAnalysis(sentence(start), sentence(start.action()), start);
      }
      if (cause instanceof InvalidElectionBeanException bean) {
        return new FailureAnalysis(sentence(bean), sentence(bean.advice()), bean);
      }
    }
    return null;
  }

  private static String sentence(Throwable failure) {
    return sentence(String.valueOf(failure.getMessage()));
  }

  private static String sentence(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
  }
}
