package io.election4j.mongo;

import io.election4j.Candidate;
import io.election4j.Request;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonInvalidOperationException;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Leases and records as documents. What users chose is always a value, never the name of a field.
 */
final class RecordCodec {

  static final String ID = "_id";
  static final String VERSION = "version";
  static final String STATE = "state";
  static final String TERM = "term";
  static final String REVISION = "revision";
  static final String HOLDER = "holder";
  static final String TTL = "ttl";
  static final String LEADER = "leader";
  static final String VALUE = "value";
  static final String REQUEST = "request";

  /** The claim that the record was taken by last. */
  static final String CLAIM = "claim";

  /** Counts the transactions that were guarded by the record; nothing else writes it. */
  static final String GUARD = "guard";

  /** The server's time of the last write of a document. */
  static final String CHANGED = "changed";

  /** As the first value of {@link #CHANGED}: servers replace it by their time at the insertion. */
  static final BsonTimestamp NOW = new BsonTimestamp(0, 0);

  private static final String CANDIDATE = "candidate";
  private static final String NAME = "name";
  private static final String PRIORITY = "priority";
  private static final String ATTRIBUTES = "attributes";
  private static final String KIND = "kind";
  private static final String SUCCESSOR = "successor";
  private static final String BY = "by";

  private RecordCodec() {}

  static BsonDocument of(Lease lease) {
    return new BsonDocument(ID, of(lease.id()))
        .append(VERSION, new BsonInt64(lease.version()))
        .append(TTL, of(lease.ttl()))
        .append(STATE, of(lease.state()))
        .append(CANDIDATE, of(lease.candidate()))
        .append(CHANGED, NOW);
  }

  static Lease lease(BsonDocument document) {
    return read(Database.LEASES, document, RecordCodec::toLease);
  }

  private static Lease toLease(BsonDocument document) {
    return new Lease(
        LeaseId.parse(document.getString(ID).getValue()),
        document.getNumber(VERSION).longValue(),
        Duration.ofMillis(document.getNumber(TTL).longValue()),
        Lease.State.valueOf(document.getString(STATE).getValue()),
        candidate(document.getDocument(CANDIDATE)));
  }

  /** Returns a new record: vacant. Only such are inserted. */
  static BsonDocument created(String election) {
    return new BsonDocument(ID, new BsonString(election))
        .append(TERM, new BsonInt64(0))
        .append(REVISION, new BsonInt64(0))
        .append(VALUE, new BsonString(""))
        .append(CHANGED, NOW);
  }

  static ElectionRecord record(BsonDocument document) {
    return read(Database.RECORDS, document, RecordCodec::toRecord);
  }

  private static ElectionRecord toRecord(BsonDocument document) {
    BsonValue holder = document.get(HOLDER);
    boolean vacant = holder == null || holder.isNull();
    return new ElectionRecord(
        document.getString(ID).getValue(),
        document.getNumber(TERM).longValue(),
        document.getNumber(REVISION).longValue(),
        vacant ? null : LeaseId.parse(document.getString(HOLDER).getValue()),
        vacant ? null : Duration.ofMillis(document.getNumber(TTL).longValue()),
        vacant ? null : candidate(document.getDocument(LEADER)),
        document.getString(VALUE).getValue(),
        request(document.get(REQUEST)));
  }

  static BsonDocument of(Request request) {
    return new BsonDocument(KIND, new BsonString(request.kind().name()))
        .append(SUCCESSOR, new BsonString(request.successor()))
        .append(BY, new BsonString(request.by()));
  }

  /** Returns the request; none if what somebody has put there is no request we know. */
  private static @Nullable Request request(@Nullable BsonValue stored) {
    if (!(stored instanceof BsonDocument document)) {
      return null;
    }
    try {
      return new Request(
          Request.Kind.valueOf(document.getString(KIND).getValue()),
          document.getString(SUCCESSOR).getValue(),
          document.getString(BY).getValue());
    } catch (BsonInvalidOperationException | IllegalArgumentException unknown) {
      return null;
    }
  }

  static BsonDocument of(Candidate candidate) {
    return new BsonDocument(NAME, new BsonString(candidate.name()))
        .append(PRIORITY, new BsonInt32(candidate.priority()))
        .append(
            ATTRIBUTES,
            new BsonArray(
                new TreeMap<>(candidate.attributes())
                    .entrySet().stream().map(RecordCodec::attribute).toList()));
  }

  private static BsonDocument attribute(Map.Entry<String, String> attribute) {
    return new BsonDocument(NAME, new BsonString(attribute.getKey()))
        .append(VALUE, new BsonString(attribute.getValue()));
  }

  private static Candidate candidate(BsonDocument document) {
    Map<String, String> attributes =
        document.getArray(ATTRIBUTES).stream()
            .map(BsonValue::asDocument)
            .collect(
                Collectors.toMap(
                    a -> a.getString(NAME).getValue(), a -> a.getString(VALUE).getValue()));
    return new Candidate(
        document.getString(NAME).getValue(), attributes, document.getNumber(PRIORITY).intValue());
  }

  static BsonString of(LeaseId id) {
    return new BsonString(id.toString());
  }

  static BsonString of(Lease.State state) {
    return new BsonString(state.name());
  }

  static BsonInt64 of(Duration duration) {
    return new BsonInt64(duration.toMillis());
  }

  /** Returns when a document was written; {@code null} for one that does not say. */
  static @Nullable BsonTimestamp changed(BsonDocument document) {
    return document.isTimestamp(CHANGED) ? document.getTimestamp(CHANGED) : null;
  }

  private static <T> T read(
      String collection, BsonDocument document, Function<BsonDocument, T> reader) {
    try {
      return reader.apply(document);
    } catch (BsonInvalidOperationException | IllegalArgumentException foreign) {
      throw StoreException.unavailable(
          collection + ": cannot read the document with _id " + document.get(ID), foreign);
    }
  }
}
