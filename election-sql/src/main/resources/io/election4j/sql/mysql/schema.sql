-- The tables of election4j, for MySQL 8.0 or newer and MariaDB 10.6 or newer.
--
-- The store creates them itself unless it is told never to create anything. Either way, this is the least it needs,
-- for a user 'app' and a database 'elections':
--
--   GRANT SELECT, INSERT, UPDATE, DELETE ON elections.election_lease TO 'app'@'%';
--   GRANT SELECT, INSERT, UPDATE ON elections.election_record TO 'app'@'%';
--   GRANT LOCK TABLES ON elections.* TO 'app'@'%';
--
-- The last one is for reads that lock rows: some servers (MySQL 8.0.12 is one) refuse them to whoever has all that is
-- needed for single tables only. The store locks no tables.
--
-- and, only if the store is to create the tables, and to add to those of a former version what they lack:
--
--   GRANT CREATE, ALTER ON elections.* TO 'app'@'%';
--
-- The store deletes only leases that ended long ago and that no record names. Rows of election_record must never be deleted by anybody: a term that
-- starts again at 0 is no fencing token. Times are microseconds since 1970 in UTC by the server's clock, to be read with
-- FROM_UNIXTIME(changed / 1000000); no decision rests on them.

-- One row per candidate process: its heartbeat adds 1 to the version.
CREATE TABLE IF NOT EXISTS election_lease (
  -- 128 random bits, new for every incarnation of a process
  lease CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- 1 when opened, one more with every renewal; 0 for a lease that was ended without having been seen
  version BIGINT NOT NULL,
  -- how long the lease counts as live after its last change was observed
  ttl_millis BIGINT NOT NULL,
  -- LIVE or ENDED; an ended lease never lives again
  state VARCHAR(5) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- who renews it: the name, what else followers may want to know as a JSON object, the priority
  candidate VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  attributes TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  priority INT NOT NULL,
  -- when the row was written last
  changed BIGINT NOT NULL,
  PRIMARY KEY (lease)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC;

-- One row per election: written when leadership changes, never by heartbeats.
CREATE TABLE IF NOT EXISTS election_record (
  -- the name, exactly as given: case and accents matter
  election VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  -- the fencing token: 0 until the first leader, higher with every leader after that
  term BIGINT NOT NULL,
  -- one more with every write of this row
  revision BIGINT NOT NULL,
  -- the lease that holds the election and its ttl; NULL when vacant
  holder CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
  ttl_millis BIGINT NULL,
  -- the leader as told to followers; NULL when vacant
  leader VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  leader_attributes TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  leader_priority INT NULL,
  -- what the leader proclaimed last; it outlives the leader
  value TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  -- what somebody asks of the leader, or for whom a vacancy is reserved, as a JSON object; NULL when there is nothing
  request TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  -- when the row was written last: followers poll by it
  changed BIGINT NOT NULL,
  -- a number of the statement that wrote the row last: a writer finds what it has written by it, and a follower leaves
  -- out what it has read
  stamp BIGINT NOT NULL,
  PRIMARY KEY (election),
  KEY election_record_changed (changed, stamp)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC;
