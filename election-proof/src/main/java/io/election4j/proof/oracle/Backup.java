package io.election4j.proof.oracle;

import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import java.util.Map;

/**
 * Everything that a {@link ModelStore} held at one time.
 *
 * @param leases by their id
 * @param records by their election
 * @param writes how many writes of records there had been
 * @param grants how many terms had been given
 */
public record Backup(
    Map<LeaseId, Lease> leases, Map<String, ElectionRecord> records, int writes, int grants) {}
