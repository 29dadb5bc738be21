package io.election4j.springtests;

import org.springframework.aop.framework.AopProxyUtils;

/** The objects behind proxies. */
final class Targets {

  private Targets() {}

  @SuppressWarnings("unchecked")
  static <T> T of(T proxy) {
    return (T) AopProxyUtils.getSingletonTarget(proxy);
  }
}
