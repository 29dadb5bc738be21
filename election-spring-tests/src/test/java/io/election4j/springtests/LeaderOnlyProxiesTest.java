package io.election4j.springtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.Election;
import io.election4j.ElectionStatus;
import io.election4j.Elections;
import io.election4j.spring.LeaderOnly;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.MapPropertySource;

/** What LeaderOnly may be on, and what it may not. */
class LeaderOnlyProxiesTest {

  interface Reports {

    @LeaderOnly("${reports.election}")
    String report();

    String always();
  }

  static class OwnReports implements Reports {

    @Override
    public String report() {
      return "report";
    }

    @Override
    public String always() {
      return "always";
    }
  }

  @LeaderOnly("all")
  static class AllOfIt {

    public String one() {
      return "one";
    }

    String packagePrivate() {
      return "two";
    }

    @LeaderOnly("other")
    public String other() {
      return "other";
    }
  }

  static class Outer {

    private final Inner inner;

    Outer(Inner inner) {
      this.inner = inner;
    }

    @LeaderOnly("all")
    public String nested() {
      return inner.call() + "!";
    }
  }

  static class Inner {

    @LeaderOnly("all")
    public String call() {
      return "inner";
    }
  }

  @Lazy
  static class Late {

    @LeaderOnly("late")
    public String call() {
      return "late";
    }
  }

  static class ReturnsInt {

    @LeaderOnly("all")
    public int count() {
      return 1;
    }
  }

  @LeaderOnly("all")
  static class HasInt {

    public boolean isThere() {
      return true;
    }
  }

  static class Private {

    @LeaderOnly("all")
    private void hidden() {}
  }

  static class Final {

    @LeaderOnly("all")
    public final void fixed() {}
  }

  private AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

  @AfterEach
  void close() {
    context.close();
  }

  private void start(Map<String, Object> properties, Class<?>... beans) {
    context = Contexts.of(beans);
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource("test", properties));
    context.refresh();
  }

  @Test
  void interfacesAreProxiedWhereThatIsAskedFor() {
    start(
        Map.of("spring.aop.proxy-target-class", "false", "reports.election", "reports/7"),
        OwnReports.class);
    Reports reports = context.getBean(Reports.class);

    assertThat(Proxy.isProxyClass(reports.getClass())).isTrue();
    Election election = Contexts.led(context, "reports/7");
    assertThat(Gates.awaitOpen(reports::report)).isEqualTo("report");
    Contexts.stepDown(election);
    assertThat(reports.report()).isNull();
    assertThat(reports.always()).isEqualTo("always");
  }

  @Test
  void classesAreProxiedElse() {
    start(Map.of("reports.election", "reports/7"), OwnReports.class);
    OwnReports reports = context.getBean(OwnReports.class);

    assertThat(AopUtils.isCglibProxy(reports)).isTrue();
    Election election = Contexts.led(context, "reports/7");
    assertThat(Gates.awaitOpen(reports::report)).isEqualTo("report");
    Contexts.stepDown(election);
    assertThat(reports.report()).isNull();
    assertThat(reports.always()).isEqualTo("always");
  }

  @Test
  void allMethodsOfAClassAreGuardedButThoseOfObject() {
    start(Map.of(), AllOfIt.class);
    AllOfIt bean = context.getBean(AllOfIt.class);
    assertThat(Gates.awaitOpen(bean::one)).isEqualTo("one");
    assertThat(Gates.awaitOpen(bean::other)).isEqualTo("other");

    Contexts.stepDown(Contexts.led(context, "all"));
    assertThat(bean.one()).isNull();
    assertThat(bean.packagePrivate()).isNull();
    assertThat(bean.other()).isEqualTo("other");
    assertThat(bean.toString()).isNotNull();
    assertThat(bean).isEqualTo(bean);
  }

  @Test
  void aCallInACallOfTheSameElectionIsOne() {
    start(Map.of(), Outer.class, Inner.class);
    Outer outer = context.getBean(Outer.class);

    assertThat(Gates.awaitOpen(outer::nested)).isEqualTo("inner!");
  }

  @Test
  void theElectionOfALateBeanIsJoinedThen() {
    start(Map.of(), Late.class);
    Elections elections = context.getBean(Elections.class);
    assertThat(elections.status().elections()).isEmpty();

    Late late = context.getBean(Late.class);
    assertThat(elections.status().elections())
        .extracting(ElectionStatus::election)
        .containsExactly("late");
    assertThat(Gates.awaitOpen(late::call)).isEqualTo("late");
  }

  @Test
  void aMethodThatReturnsAPrimitiveIsRefused() {
    assertThatThrownBy(() -> start(Map.of(), ReturnsInt.class))
        .rootCause()
        .hasMessageContaining("bean 'leaderOnlyProxiesTest.ReturnsInt'")
        .hasMessageContaining("ReturnsInt.count() returns int")
        .hasMessageContaining("return void, Optional or a wrapper such as Integer");
  }

  @Test
  void soIsOneOfAClassThatIsAnnotated() {
    assertThatThrownBy(() -> start(Map.of(), HasInt.class))
        .rootCause()
        .hasMessageContaining("HasInt.isThere() returns boolean")
        .hasMessageContaining("annotate methods instead of the class");
  }

  @Test
  void soIsAMethodThatNoProxySees() {
    assertThatThrownBy(() -> start(Map.of(), Private.class))
        .rootCause()
        .hasMessageContaining("Private.hidden() cannot be intercepted");
    assertThatThrownBy(() -> start(Map.of(), Final.class))
        .rootCause()
        .hasMessageContaining("Final.fixed() cannot be intercepted");
  }
}
