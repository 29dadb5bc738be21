// The collections that election4j keeps in MongoDB 4.2 or newer (a replica set), for mongosh:
//
//   mongosh "mongodb://localhost/Elector" schema.js
//
// MongoLeaseStore.prepare() does the same by itself, all but the role, unless it is told to create
// nothing. Everything here can be run again.

// One document per candidate process, written at every heartbeat:
//
//   { _id: "5f0c2a9e-...",             the id of the lease, new for every life of a process
//     version: NumberLong(42),         1 when opened, one more with every heartbeat
//     ttl: NumberLong(15000),          milliseconds of silence after which rivals may end it
//     state: "LIVE",                   or "ENDED", which is for ever
//     candidate: { name: "billing-7", priority: 0,
//                  attributes: [ { name: "host", value: "10.0.0.7" } ] },
//     changed: Timestamp(...) }        the server's time of the last write
//
// Leases that ended long ago, and that no record names as its holder, are deleted in the end.
if (!db.getCollectionNames().includes("election_lease")) {
  db.createCollection("election_lease");
}

// One document per election, written only when something happens. Never delete one, and never put
// a TTL index here: the next leader's term would start again at 1.
//
//   { _id: "billing/close-of-day",     the election
//     term: NumberLong(7),             the fencing token: higher with every leader
//     revision: NumberLong(19),        one more with every write
//     holder: "5f0c2a9e-...",          the leader's lease; with the next two, absent if vacant
//     ttl: NumberLong(15000),
//     leader: { name: "billing-7", priority: 0, attributes: [] },
//     claim: "0b1e7c44-...",           the last claim, so that it knows what it took
//     value: "",                       what the leader proclaimed last
//     request: { kind: "TRANSFER",     what somebody asks of the leader, or for whom a vacancy is
//                successor: "billing-3", by: "ops" },    reserved; absent if there is nothing
//     guard: NumberLong(3),            transactions guarded by it so far; absent before the first
//     changed: Timestamp(...) }
if (!db.getCollectionNames().includes("election_record")) {
  db.createCollection("election_record");
}

// Serves the polls of processes that have no change stream.
db.election_record.createIndex({ changed: 1 });

// The least that a user of the store needs. It can delete no election, and drop nothing. Grant it
// with db.grantRolesToUser("someone", ["election"])
const role = {
  roles: [],
  privileges: [
    {
      resource: { db: db.getName(), collection: "election_lease" },
      actions: ["find", "insert", "update", "remove"],
    },
    {
      resource: { db: db.getName(), collection: "election_record" },
      actions: ["find", "insert", "update", "changeStream"],
    },
  ],
};
if (db.getRole("election")) {
  db.updateRole("election", role);
} else {
  db.createRole({ role: "election", ...role });
}
