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
    return stamped(new BsonDocument("$inc", new BsonDocument(Documents.VERSION, ONE)));
  }

  static BsonDocument end() {
    BsonDocument ended = new BsonDocument(Documents.STATE, Documents.of(Lease.State.ENDED));
    return stamped(new BsonDocument("$set", ended));
  }

  static BsonDocument take(Lease me, BsonString claim) {
    BsonDocument mine =
        new BsonDocument(Documents.HOLDER, Documents.of(me.id()))
            .append(Documents.TTL, Documents.of(me.ttl()))
            .append(Documents.LEADER, Documents.of(me.candidate()))
            .append(Documents.CLAIM, claim);
    BsonDocument counts = new BsonDocument(Documents.TERM, ONE).append(Documents.REVISION, ONE);
    return stamped(
        new BsonDocument("$set", mine)
            .append("$unset", new BsonDocument(Documents.REQUEST, ANY))
            .append("$inc", counts));
  }

  static BsonDocument raise(long term) {
    return revised("$set", new BsonDocument(Documents.TERM, new BsonInt64(term)));
  }

  /** Changes the record in no way that matters: no time of a write, no revision. */
  static BsonDocument guard() {
    return new BsonDocument("$inc", new BsonDocument(Documents.GUARD, ONE));
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
        new BsonDocument(Documents.LEADER, Documents.of(publish.leader()))
            .append(Documents.VALUE, new BsonString(publish.value())));
  }

  private static BsonDocument ask(Amendment.Ask ask) {
    return revised("$set", new BsonDocument(Documents.REQUEST, Documents.of(ask.request())));
  }

  private static BsonDocument vacate(Amendment.Vacate vacate) {
    BsonDocument gone =
        new BsonDocument(Documents.HOLDER, ANY)
            .append(Documents.TTL, ANY)
            .append(Documents.LEADER, ANY);
    Request request = vacate.request();
    return request == null
        ? revised("$unset", gone.append(Documents.REQUEST, ANY))
        : revised("$unset", gone)
            .append("$set", new BsonDocument(Documents.REQUEST, Documents.of(request)));
  }

  private static BsonDocument revised(String operator, BsonDocument fields) {
    return stamped(
        new BsonDocument(operator, fields)
            .append("$inc", new BsonDocument(Documents.REVISION, ONE)));
  }

  private static BsonDocument stamped(BsonDocument update) {
    BsonDocument timestamp = new BsonDocument("$type", new BsonString("timestamp"));
    return update.append("$currentDate", new BsonDocument(Documents.CHANGED, timestamp));
  }
}
