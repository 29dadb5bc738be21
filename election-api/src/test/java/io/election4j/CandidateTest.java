package io.election4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.election4j.spi.InMemoryLeaseStore;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CandidateTest {

  private static final Candidate BILLING = Candidate.named("billing-7");

  @Test
  void aNamedCandidateHasNoAttributesAndPriority0() {
    assertThat(BILLING).isEqualTo(new Candidate("billing-7", Map.of(), 0));
  }

  @Test
  void attributesAndPriorityAreAddedToACopy() {
    Candidate more = BILLING.with("host", "10.0.0.7").withPriority(-3).with("host", "10.0.0.8");

    assertThat(more).isEqualTo(new Candidate("billing-7", Map.of("host", "10.0.0.8"), -3));
    assertThat(BILLING.attributes()).isEmpty();
  }

  @Test
  void attributesCannotBeChangedFromOutside() {
    Map<String, String> attributes = new HashMap<>(Map.of("zone", "a"));
    Candidate candidate = new Candidate("c", attributes, 0);
    attributes.put("zone", "b");

    assertThat(candidate.attributes()).containsExactly(Map.entry("zone", "a"));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.7, 8081, 10.0.0.7:8081",
    "10.0.0.7, '', 10.0.0.7",
    "'', 8081, ''",
    "'', '', ''",
    "::1, 80, [::1]:80",
    "[::1], 80, [::1]:80",
    "::1, '', ::1"
  })
  void theAddressIsHostAndPortAsFarAsThereAreAny(String host, String port, String address) {
    assertThat(BILLING.with("host", host).with("port", port).address()).isEqualTo(address);
  }

  @Test
  void aCandidateWithoutAttributesHasNoAddress() {
    assertThat(BILLING.address()).isEmpty();
  }

  @Test
  void uniqueCandidatesAreUniqueAndTellTheirProcess() {
    assertThat(Stream.generate(Candidate::unique).limit(20).map(Candidate::name))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.contains("-" + ProcessHandle.current().pid() + "-"));
  }

  @Test
  void aBadNameIsRefusedWithTheParameterAndTheValue() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Candidate.named("billing\n7"))
        .withMessage(
            "candidate name 'billing\\u000a7' contains a character that cannot be printed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ready", "group.shards", "group."})
  void attributesThatElectionsSetAreRefusedWhereverUsersGiveThem(String key) {
    Candidate made = new Candidate("billing-7", Map.of(key, "false"), 0);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> BILLING.with(key, "false"))
        .withMessage("attribute '" + key + "' is set by elections: choose another name for yours");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Elections.builder(InMemoryLeaseStore.create()).candidate(made))
        .withMessageContaining("'" + key + "'");
  }

  @Test
  void whatIsStoredOfACandidateIsReadAsItEverWas() {
    assertThat(new Candidate("a", Map.of("ready", "false"), 0))
        .isEqualTo(Candidate.named("a").unready());
    assertThat(Candidate.named("a").unready().ready()).isFalse();
    assertThat(BILLING.with("readily", "false").ready()).isTrue();
    assertThat(new Candidate("a", Map.of("group.g", "member"), 0).isMemberOf("g")).isTrue();
    assertThat(BILLING.with("group", "g").isMemberOf("g")).isFalse();
  }

  @Test
  void attributesOfFourKibibytesAreTheLimit() {
    String key = "\u00e9"; // 2 bytes
    assertThat(BILLING.with(key, "x".repeat(4094)).attributes()).hasSize(1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> BILLING.with(key, "x".repeat(4095)))
        .withMessage("attributes of candidate 'billing-7' take 4097 bytes, more than 4096");
  }

  @Test
  void allAttributesCountTowardsTheLimit() {
    Candidate half = BILLING.with("a", "x".repeat(2047));

    assertThat(half.with("b", "x".repeat(2047)).attributes()).hasSize(2);
    assertThatIllegalArgumentException().isThrownBy(() -> half.with("b", "x".repeat(2048)));
  }

  @Test
  void nullIsRefusedByName() {
    assertThatNullPointerException().isThrownBy(() -> BILLING.with(null, "v")).withMessage("key");
    assertThatNullPointerException().isThrownBy(() -> BILLING.with("k", null)).withMessage("value");
    assertThatNullPointerException().isThrownBy(() -> Candidate.named(null));
  }
}
