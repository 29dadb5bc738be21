package io.election4j.mongo;

import io.election4j.Request;
import io.election4j.spi.Amendment;
import io.election4j.spi.Lease;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;

/** What is written to documents that are there: classic operators only. */
final class Updates {

  private static final BsonInt64 ONE = new BsonInt64(1);

  /** What {@code $unset} is told of each field: it does not matter. */
  private static final BsonString ANY = new BsonString("");

  private Updates() {}

  /** Only sets the time of the last write. */
  static BsonDocument stamp() {
    return stamped(new BsonDocument());
  }

  static BsonDocument renew() {
    return stamped(new BsonDocument("$inc", new BsonDocument(RecordCodec.VERSION, ONE)));
  }

  static BsonDocument end() {
    BsonDocument ended = new BsonDocument(RecordCodec.STATE, RecordCodec.of(Lease.State.ENDED));
    return stamped(new BsonDocument("$set", ended));
  }

  static BsonDocument take(Lease me, BsonString claim) {
    BsonDocument mine =
        new BsonDocument(RecordCodec.HOLDER, RecordCodec.of(me.id()))
            .append(RecordCodec.TTL, RecordCodec.of(me.ttl()))
            .append(RecordCodec.LEADER, RecordCodec.of(me.candidate()))
            .append(RecordCodec.CLAIM, claim);
    BsonDocument counts = new BsonDocument(RecordCodec.TERM, ONE).append(RecordCodec.REVISION, ONE);
    return stamped(
        new BsonDocument("$set", mine)
            .append("$unset", new BsonDocument(RecordCodec.REQUEST, ANY))
            .append("$inc", counts));
  }

  static BsonDocument raise(long term) {
    return revised("$set", new BsonDocument(RecordCodec.TERM, new BsonInt64(term)));
  }

  /** Changes the record in no way that matters: no time of a write, no revision. */
  static BsonDocument guard() {
    return new BsonDocument("$inc", new BsonDocument(RecordCodec.GUARD, ONE));
  }

  static BsonDocument of(Amendment amendment) {
    if (amendment instanceof Amendment.Vacate vacate) {
      return vacate(vacate);
    }
    return amendment instanceof Amendment.Publish publish
        ? publish(publish)
        : ask((Amendment.Ask) amendment);
  }

  private static BsonDocument publish(Amendment.Publish publish) {
    return revised(
        "$set",
        new BsonDocument(RecordCodec.LEADER, RecordCodec.of(publish.leader()))
            .append(RecordCodec.VALUE, new BsonString(publish.value())));
  }

  private static BsonDocument ask(Amendment.Ask ask) {
    return revised("$set", new BsonDocument(RecordCodec.REQUEST, RecordCodec.of(ask.request())));
  }

  private static BsonDocument vacate(Amendment.Vacate vacate) {
    BsonDocument gone =
        new BsonDocument(RecordCodec.HOLDER, ANY)
            .append(RecordCodec.TTL, ANY)
            .append(RecordCodec.LEADER, ANY);
    Request request = vacate.request();
    return request == null
        ? revised("$unset", gone.append(RecordCodec.REQUEST, ANY))
        : revised("$unset", gone)
            .append("$set", new BsonDocument(RecordCodec.REQUEST, RecordCodec.of(request)));
  }

  private static BsonDocument revised(String operator, BsonDocument fields) {
    return stamped(
        new BsonDocument(operator, fields)
            .append("$inc", new BsonDocument(RecordCodec.REVISION, ONE)));
  }

  private static BsonDocument stamped(BsonDocument update) {
    BsonDocument timestamp = new BsonDocument("$type", new BsonString("timestamp"));
    return update.append("$currentDate", new BsonDocument(RecordCodec.CHANGED, timestamp));
  }
}
