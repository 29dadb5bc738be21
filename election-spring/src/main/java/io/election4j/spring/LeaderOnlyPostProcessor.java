package io.election4j.spring;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.Ordered;
import org.springframework.util.ReflectionUtils.MethodFilter;

/**
 * Puts a proxy around the beans with {@link LeaderOnly}, outside of what else there is, a
 * transaction for instance, and before a schedule takes their methods.
 */
final class LeaderOnlyPostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor {

  private static final long serialVersionUID = 1L;

  private final transient LeaderOnlyMethods methods = new LeaderOnlyMethods();
  private final transient LeaderOnlyInterceptor interceptor;
  private transient @Nullable ConfigurableBeanFactory names;

  LeaderOnlyPostProcessor(LeaderGates gates) {
    interceptor = new LeaderOnlyInterceptor(name -> gates.of(resolved(name)));
    advisor = new DefaultPointcutAdvisor(methods, interceptor);
    setBeforeExistingAdvisors(true);
    // What schedules methods comes last.
    setOrder(Ordered.LOWEST_PRECEDENCE - 1);
  }

  @Override
  public void setBeanFactory(BeanFactory beanFactory) {
    super.setBeanFactory(beanFactory);
    names = beanFactory instanceof ConfigurableBeanFactory resolving ? resolving : null;
  }

  private String resolved(String name) {
    return names == null ? name : requireNonNull(names.resolveEmbeddedValue(name));
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    Class<?> type = AopUtils.getTargetClass(bean);
    if (!(bean instanceof AopInfrastructureBean)) {
      boolean classProxy = isProxyTargetClass() || type.getInterfaces().length == 0;
      new LeaderOnlyCheck(beanName, type, classProxy).run();
      MethodIntrospector.selectMethods(type, (MethodFilter) method -> methods.matches(method, type))
          .forEach(method -> interceptor.prepare(method, type));
    }
    return super.postProcessAfterInitialization(bean, beanName);
  }
}
