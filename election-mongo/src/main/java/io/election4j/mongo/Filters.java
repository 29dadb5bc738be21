package io.election4j.mongo;

import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import java.util.Collection;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;

/** Which documents are read, and under which condition they are written. */
final class Filters {

  private Filters() {}

  static BsonDocument id(LeaseId id) {
    return new BsonDocument(RecordCodec.ID, RecordCodec.of(id));
  }

  static BsonDocument live(LeaseId id) {
    return id(id).append(RecordCodec.STATE, RecordCodec.of(Lease.State.LIVE));
  }

  static BsonDocument liveAt(LeaseId id, long version) {
    return live(id).append(RecordCodec.VERSION, new BsonInt64(version));
  }

  static BsonDocument ids(Collection<? extends BsonValue> ids) {
    return new BsonDocument(
        RecordCodec.ID, new BsonDocument("$in", new BsonArray(ids.stream().toList())));
  }

  static BsonDocument election(String name) {
    return new BsonDocument(RecordCodec.ID, new BsonString(name));
  }

  static BsonDocument elections(Collection<String> names) {
    return ids(names.stream().map(BsonString::new).toList());
  }

  /** Records stamped then or later, and those of these names. */
  static BsonDocument changedSince(BsonTimestamp stamp, Collection<String> names) {
    BsonDocument changed = new BsonDocument(RecordCodec.CHANGED, new BsonDocument("$gte", stamp));
    return names.isEmpty()
        ? changed
        : new BsonDocument("$or", new BsonArray(List.of(changed, elections(names))));
  }

  /** Names are compared by their code points, so those with a prefix are one range. */
  static BsonDocument startingWith(String prefix) {
    BsonDocument range = new BsonDocument("$gte", new BsonString(prefix));
    String end = after(prefix);
    if (!end.isEmpty()) {
      range.append("$lt", new BsonString(end));
    }
    return new BsonDocument(RecordCodec.ID, range);
  }

  /** Returns the least name above all with this prefix, empty if there is none. */
  private static String after(String prefix) {
    if (prefix.isEmpty()) {
      return "";
    }
    int last = prefix.codePointBefore(prefix.length());
    String head = prefix.substring(0, prefix.length() - Character.charCount(last));
    if (last == Character.MAX_CODE_POINT) {
      return after(head);
    }
    boolean beforeSurrogates = last + 1 == Character.MIN_SURROGATE;
    return head + Character.toString(beforeSurrogates ? Character.MAX_SURROGATE + 1 : last + 1);
  }

  /** The condition that a record is vacant; a field that is not there equals null. */
  static BsonDocument vacant() {
    return new BsonDocument(RecordCodec.HOLDER, BsonNull.VALUE);
  }

  static BsonDocument heldBy(LeaseId holder) {
    return new BsonDocument(RecordCodec.HOLDER, RecordCodec.of(holder));
  }

  static BsonDocument heldByAny(Collection<LeaseId> holders) {
    BsonArray ids = new BsonArray(holders.stream().map(RecordCodec::of).toList());
    return new BsonDocument(RecordCodec.HOLDER, new BsonDocument("$in", ids));
  }

  static BsonDocument endedAmong(Collection<LeaseId> leases) {
    return ids(leases.stream().map(RecordCodec::of).toList())
        .append(RecordCodec.STATE, RecordCodec.of(Lease.State.ENDED));
  }

  static BsonDocument heldBy(LeaseId holder, long term) {
    return heldBy(holder).append(RecordCodec.TERM, new BsonInt64(term));
  }

  /** The condition that a record is just as its holder knows it. */
  static BsonDocument asHeld(ElectionRecord held) {
    BsonDocument holder = held.holder() == null ? vacant() : heldBy(held.holder(), held.term());
    return holder.append(RecordCodec.REVISION, new BsonInt64(held.revision()));
  }
}
