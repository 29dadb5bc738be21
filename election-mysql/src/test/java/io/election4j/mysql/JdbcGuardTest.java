package io.election4j.mysql;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.election4j.Leadership;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;

class JdbcGuardTest extends GuardRules<JdbcSession> {

  @Override
  JdbcSession connect(Address address) {
    return new JdbcSession(address, JdbcGuard.create()::check);
  }

  @Override
  JdbcSession connect(Address address, String records) {
    return new JdbcSession(address, JdbcGuard.inDatabase(records)::check);
  }

  @Override
  List<String> variables(JdbcSession session) {
    return Variables.of(session.connection());
  }

  @Test
  void aConnectionThatOnlyBelievesThatAutocommitIsOffIsRefused() {
    Leadership leadership = terms.next();

    assertThatIllegalStateException()
        .isThrownBy(() -> JdbcGuard.create().check(believing(session.connection()), leadership))
        .withMessageContaining("outside a transaction");
  }

  /** As a pool may be that keeps the mode itself. */
  private static Connection believing(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getAutoCommit")) {
                return false;
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }
}
