package io.election4j.testkit;

/** The rules of {@link io.election4j.spi}, in the words of its package description. */
enum Rule {
  L1("prepare is idempotent, safe to run many times at once, and loses nothing that is stored."),
  L2(
      "open inserts a lease LIVE at version 1; again with the same id is true and changes nothing "
          + "while it is LIVE, false once it is ENDED."),
  L3(
      "renew adds exactly 1 to the version of a LIVE lease, and is false for one that is ENDED or "
          + "absent, creating nothing."),
  L4("An ENDED lease stays ENDED, whatever is asked; end is idempotent."),
  L5(
      "fence ends a LIVE lease at exactly the version given and refuses any other; version 0 "
          + "inserts an absent lease as ENDED and refuses a present one. Of a fence and a renewal "
          + "that race, exactly one wins."),
  L6("create makes absent records vacant with term 0 and revision 0, and touches no existing one."),
  L7(
      "claim takes a vacant record for one of many rivals, never for two; it sets holder, ttl and "
          + "leader, keeps the value, and adds 1 to the revision."),
  L8(
      "claim of a held record succeeds only while the holder is the one seen; of the claimant's "
          + "own record only at the term seen."),
  L9(
      "Terms strictly rise from the term stored, whatever term the claimant had seen, and survive "
          + "vacancy."),
  L10(
      "claim of many reports exactly those won, touches only those named, and does not fail as a "
          + "whole because of one that is refused. Batches of create, claim and amend that overlap "
          + "in other orders do not fail because of one another."),
  L11(
      "amend applies only at the term, holder and revision given; Vacate clears holder, ttl and "
          + "leader and keeps term and value; Publish sets leader and value; each adds 1 to the "
          + "revision."),
  L12(
      "observe reads the leases watched and the records named, exactly as written before it was "
          + "sent; absent ones are missing from the answer."),
  L13(
      "observe since a marker misses no record written after that marker was taken, even by "
          + "writers that were slow; START gives no records, null neither records nor marker."),
  L14(
      "The identity is the same in every answer of the same server, and not that of a copy of its "
          + "data elsewhere."),
  L15(
      "Names are exact: case, accents, emoji, quotes, dollar signs, dots, percent and underscore, "
          + "1 to 200 characters; so are candidates and values up to 4 KiB. What cannot be kept "
          + "exactly is refused with an error by what would store it, never cut, padded or "
          + "trimmed; a name of that kind reads as absent, and is refused by claim and amend."),
  L16(
      "Publishers are lazy and can be subscribed again; subscribing never blocks; an empty "
          + "collection completes without touching the server."),
  L17("Thousands of records in one call work, in bounded time."),
  L18(
      "Cancelling detaches: many cancelled calls leave the store usable, and a write that was "
          + "sent is applied whole or not at all."),
  L19("(ChangePush) Opened comes first; a write after it is pushed with the record as stored."),
  L20("(ElectionDirectory) list returns exactly the names with the prefix, in order."),
  L21(
      "Calls at the same time are answered as if each took effect at one moment between its call "
          + "and its answer: each lease and each record has an order of all writes and reads that "
          + "explains every answer. A refusal is also explained by another write under way "
          + "meanwhile: of the record, or one that changes the lease; of renew and open, only by "
          + "one that ends it."),
  L22(
      "A call that is cut off fails as UNAVAILABLE, never as \"not applied\"; what it had emitted "
          + "is applied, and every record is whole. Asking again after a lost answer applies "
          + "nothing twice."),
  L23(
      "Leases, records, terms, markers and the identity outlive store objects and restarts of the "
          + "server. Once it is back, every store object works on by itself, within 30 s, even if "
          + "calls on connections from before fail once as UNAVAILABLE; hints flow again, and a "
          + "marker from before misses nothing written since."),
  L24(
      "While the server cannot be reached every call fails as UNAVAILABLE in bounded time; no "
          + "text of a failure contains a secret."),
  L25(
      "Where writing is forbidden, prepare and every write fail with an error, never as \"not "
          + "applied\"; nothing is changed."),
  L26(
      "In a never-create mode prepare fails as MISCONFIGURED where the schema is missing, and "
          + "creates nothing."),
  L27(
      "Ask sets the request of a held record at exactly the term, holder and revision given, and "
          + "changes nothing else; Publish keeps a request, Vacate replaces it, claim clears it."),
  L28(
      "(LeaseDirectory) leases returns every lease as stored, those written last at the end; "
          + "purge deletes those given that are ENDED and named by no record, and no other."),
  L29(
      "While the server accepts connections and answers nothing, every call fails as UNAVAILABLE: "
          + "renew and observe within 10 s, any other within 30 s. Once it answers, the store works "
          + "again by itself, within 30 s. A call that hangs on one connection delays no renewal "
          + "for 3 s while others are free."),
  L30(
      "(ChangePush that rings) Opened comes first and is not complete; where a lease was observed, "
          + "a write of its holder is followed by Rung. Some rings may be lost.");

  private final String text;

  Rule(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  /** Returns the rule that the name of a test starts with: {@code L7_aVacantRecordIsTaken}. */
  static Rule ofTest(String method) {
    return valueOf(method.substring(0, method.indexOf('_')));
  }
}
