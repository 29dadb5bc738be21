-- The tables of election4j, for PostgreSQL 12 or newer.
--
-- The store creates them itself, in the first schema of the search path, unless it is told never to create anything.
-- Either way, this is the least it needs, for a role 'app' and a schema 'elections':
--
--   GRANT USAGE ON SCHEMA elections TO app;
--   GRANT SELECT, INSERT, UPDATE, DELETE ON elections.election_lease TO app;
--   GRANT SELECT, INSERT, UPDATE ON elections.election_record TO app;
--
-- and, only if the store is to create the tables:
--
--   GRANT CREATE ON SCHEMA elections TO app;
--
-- Who only guards writes needs SELECT and UPDATE on election_record: PostgreSQL asks for both to lock a row in share mode.
--
-- The store deletes only leases that ended long ago and that no record names. Rows of election_record must never be
-- deleted by anybody: a term that starts again at 0 is no fencing token. Times are microseconds since 1970 in UTC by the
-- server's clock, to be read with to_timestamp(changed / 1000000.0); no decision rests on them.

-- One row per candidate process: its heartbeat adds 1 to the version.
CREATE TABLE IF NOT EXISTS election_lease (
  -- 128 random bits, new for every incarnation of a process
  lease character varying(36) COLLATE "C" NOT NULL PRIMARY KEY,
  -- 1 when opened, one more with every renewal; 0 for a lease that was ended without having been seen
  version bigint NOT NULL,
  -- how long the lease counts as live after its last change was observed
  ttl_millis bigint NOT NULL,
  -- LIVE or ENDED; an ended lease never lives again
  state character varying(5) COLLATE "C" NOT NULL,
  -- who renews it: the name, what else followers may want to know as a JSON object, the priority
  candidate character varying(200) COLLATE "C" NOT NULL,
  attributes text COLLATE "C" NOT NULL,
  priority integer NOT NULL,
  -- when the row was written last
  changed bigint NOT NULL
) WITH (fillfactor = 50);

-- One row per election: written when leadership changes, never by heartbeats.
CREATE TABLE IF NOT EXISTS election_record (
  -- the name, exactly as given: case and accents matter
  election character varying(200) COLLATE "C" NOT NULL PRIMARY KEY,
  -- the fencing token: 0 until the first leader, higher with every leader after that
  term bigint NOT NULL,
  -- one more with every write of this row
  revision bigint NOT NULL,
  -- the lease that holds the election and its ttl; NULL when vacant
  holder character varying(36) COLLATE "C",
  ttl_millis bigint,
  -- the leader as told to followers; NULL when vacant
  leader character varying(200) COLLATE "C",
  leader_attributes text COLLATE "C",
  leader_priority integer,
  -- what the leader proclaimed last; it outlives the leader
  value text COLLATE "C" NOT NULL,
  -- what somebody asks of the leader, or for whom a vacancy is reserved, as a JSON object; NULL when there is nothing
  request text COLLATE "C",
  -- when the row was written last: followers poll by it
  changed bigint NOT NULL,
  -- a number of the statement that wrote the row last: what a follower is notified of, and what it leaves out once it
  -- has read it
  stamp bigint NOT NULL
);

CREATE INDEX IF NOT EXISTS election_record_changed ON election_record (changed, stamp);
