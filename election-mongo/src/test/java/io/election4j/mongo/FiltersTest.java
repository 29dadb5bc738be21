package io.election4j.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

class FiltersTest {

  @Test
  void namesWithAPrefixAreARangeOfCodePoints() {
    assertThat(Filters.startingWith("job/")).isEqualTo(range("job/", "job0"));
    assertThat(Filters.startingWith("é")).isEqualTo(range("é", "ê"));
    assertThat(Filters.startingWith("a🚀")).isEqualTo(range("a🚀", "a🚁"));
    assertThat(Filters.startingWith("a\uD7FF"))
        .as("surrogates are no characters")
        .isEqualTo(range("a\uD7FF", "a\uE000"));
    assertThat(Filters.startingWith("a\uFFFF")).isEqualTo(range("a\uFFFF", "a\uD800\uDC00"));
    assertThat(Filters.startingWith("a" + Character.toString(Character.MAX_CODE_POINT)))
        .isEqualTo(range("a" + Character.toString(Character.MAX_CODE_POINT), "b"));
  }

  @Test
  void theEmptyPrefixHasNoEnd() {
    assertThat(Filters.startingWith("")).isEqualTo(BsonDocument.parse("{_id: {$gte: ''}}"));
  }

  private static BsonDocument range(String first, String end) {
    return Filters.startingWith("").append("_id", bounds(first, end));
  }

  private static BsonDocument bounds(String first, String end) {
    return new BsonDocument("$gte", new org.bson.BsonString(first))
        .append("$lt", new org.bson.BsonString(end));
  }
}
