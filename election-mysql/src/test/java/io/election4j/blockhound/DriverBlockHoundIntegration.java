package io.election4j.blockhound;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Random numbers, for TLS and for ids, come from the operating system, which does not block; for
 * TLS, the driver reads files.
 */
public final class DriverBlockHoundIntegration implements BlockHoundIntegration {

  @Override
  public void applyTo(BlockHound.Builder builder) {
    builder
        .allowBlockingCallsInside(
            "io.asyncer.r2dbc.mysql.client.SslBridgeHandler", "userEventTriggered")
        .allowBlockingCallsInside("io.asyncer.r2dbc.mysql.client.SslBridgeHandler", "handlerAdded")
        .allowBlockingCallsInside("io.election4j.spi.LeaseId", "random");
  }
}
