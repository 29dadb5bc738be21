package io.election4j.mongo;

import static io.election4j.spi.StoreException.Kind.MISCONFIGURED;
import static io.election4j.spi.StoreException.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoConfigurationException;
import com.mongodb.MongoCredential;
import com.mongodb.MongoException;
import com.mongodb.MongoIncompatibleDriverException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoSocketOpenException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoSocketWriteException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.ServerAddress;
import com.mongodb.WriteConcernResult;
import com.mongodb.bulk.WriteConcernError;
import com.mongodb.connection.ClusterConnectionMode;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ClusterType;
import com.mongodb.connection.ServerConnectionState;
import com.mongodb.connection.ServerDescription;
import com.mongodb.connection.ServerType;
import io.election4j.spi.StoreException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MongoErrorsTest {

  private static final ServerAddress A = new ServerAddress("a", 27017);
  private static final ServerAddress B = new ServerAddress("b", 27018);
  private static final Throwable TIMED_OUT = new MongoOperationTimeoutException("long\nstory");

  @Test
  void aWrongPasswordIsAMisconfigurationAndNotShown() {
    StoreException error = explained(security(command(18, "AuthenticationFailed")));

    assertThat(error.kind()).isEqualTo(MISCONFIGURED);
    assertThat(error)
        .hasMessage(
            "authentication failed for user 'somebody' of database 'admin': check user and password");
  }

  @Test
  void whoHasNoPasswordIsNotToldToCheckIt() {
    Throwable refused = command(18, "AuthenticationFailed");

    assertThat(explained(security(MongoCredential.createMongoX509Credential(), refused)))
        .hasMessage(
            "authentication failed by MONGODB-X509: check the certificate, and the user made for its"
                + " subject")
        .hasFieldOrPropertyWithValue("kind", MISCONFIGURED);
    assertThat(explained(security(MongoCredential.createMongoX509Credential("CN=a"), refused)))
        .hasMessage(
            "authentication failed for user 'CN=a' by MONGODB-X509: check the certificate, and the"
                + " user made for its subject");
    assertThat(explained(security(MongoCredential.createOidcCredential(null), refused)))
        .hasMessage("authentication failed by MONGODB-OIDC: check the settings of this mechanism");
    assertThat(
            explained(
                security(
                    MongoCredential.createAwsCredential(null, null),
                    new IllegalStateException("no keys"))))
        .hasMessage(
            "authentication failed by MONGODB-AWS (no keys): check the settings of this mechanism");
  }

  @Test
  void aDriverThatDoesNotFitIsAMisconfigurationThatNamesIt() {
    StoreException error = explained(new MongoException("lost", new NoSuchMethodError("f()")));

    assertThat(error.kind()).isEqualTo(MISCONFIGURED);
    assertThat(error)
        .hasMessageContaining("NoSuchMethodError: f()")
        .hasMessageContaining("mongodb-driver-core ")
        .hasMessageContaining("of which 5.2.1 or newer will do");
  }

  @Test
  void aConnectionThatBreaksWhileItAuthenticatesIsUnavailable() {
    StoreException error = explained(security(new MongoSocketReadException("broken", A)));

    assertThat(error.kind()).isEqualTo(UNAVAILABLE);
    assertThat(error).hasMessageNotContaining("canary");
  }

  @Test
  void aServerThatStepsDownWhileItAuthenticatesIsUnavailable() {
    assertThat(explained(security(command(11600, "InterruptedAtShutdown"))).kind())
        .isEqualTo(UNAVAILABLE);
  }

  @Test
  void anotherHostThatOnlyDoesNotAnswerLeavesHopeForAnUnknownOne() {
    MongoErrors errors =
        errors(
            failed(A, new MongoSocketException("a", A, new UnknownHostException("a"))),
            failed(B, new MongoSocketOpenException("b", B, new ConnectException("refused"))));

    assertThat(errors.preparing(TIMED_OUT).kind()).isEqualTo(UNAVAILABLE);
    assertThat(errors.preparing(TIMED_OUT)).hasMessage("unknown host 'a'");
  }

  @Test
  void unknownHostsAreAMisconfigurationWhenPreparingOnly() {
    MongoErrors errors =
        errors(failed(A, new MongoSocketException("a", A, new UnknownHostException("a"))));

    assertThat(errors.preparing(TIMED_OUT).kind()).isEqualTo(MISCONFIGURED);
    assertThat(errors.operating(TIMED_OUT).kind()).isEqualTo(UNAVAILABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: Temporary failure in name resolution",
        "a: Try again",
        "a: System error",
        "a: Non-recoverable failure in name resolution",
      })
  void aNameServerThatDoesNotAnswerIsAnOutageAlsoWhenPreparing(String words) {
    MongoErrors errors =
        errors(failed(A, new MongoSocketException("a", A, new UnknownHostException(words))));

    assertThat(errors.preparing(TIMED_OUT))
        .hasMessage("the address of host 'a' could not be looked up just now" + words.substring(1))
        .hasFieldOrPropertyWithValue("kind", UNAVAILABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: Name or service not known",
        "a: nodename nor servname provided, or not known",
        "a: Name does not resolve",
        "No such host is known (a)",
        "a: invalid IPv6 address",
      })
  void aNameThatSomebodyKnowsNotToBeIsAMisconfigurationInTheWordsOfEverySystem(String words) {
    MongoErrors errors =
        errors(failed(A, new MongoSocketException("a", A, new UnknownHostException(words))));

    assertThat(errors.preparing(TIMED_OUT))
        .hasMessage("unknown host 'a'")
        .hasFieldOrPropertyWithValue("kind", MISCONFIGURED);
  }

  static List<SSLException> handshakesThatMaySucceedLater() {
    SSLException early = new SSLHandshakeException("PKIX path validation failed");
    early.initCause(
        new CertificateException(new CertificateNotYetValidException("NotBefore: tomorrow")));
    SSLException reset = new SSLException("Broken pipe");
    reset.initCause(new SocketException("Connection reset"));
    return List.of(
        early,
        reset,
        new SSLHandshakeException("Remote host terminated the handshake"),
        new SSLHandshakeException("Received fatal alert: internal_error"),
        new SSLException("closing inbound before receiving peer's close_notify"));
  }

  @ParameterizedTest
  @MethodSource("handshakesThatMaySucceedLater")
  void aHandshakeThatMaySucceedLaterIsAnOutageAlsoWhenPreparing(SSLException failure) {
    MongoErrors errors = errors(failed(A, new MongoSocketWriteException("sending", A, failure)));

    assertThat(errors.preparing(TIMED_OUT).kind()).isEqualTo(UNAVAILABLE);
  }

  @Test
  void aCertificateThatHasExpiredIsAMisconfigurationWhenPreparing() {
    SSLException late = new SSLHandshakeException("PKIX path validation failed");
    late.initCause(new CertificateExpiredException("NotAfter: yesterday"));
    MongoErrors errors = errors(failed(A, new MongoSocketWriteException("sending", A, late)));

    assertThat(errors.preparing(TIMED_OUT).kind()).isEqualTo(MISCONFIGURED);
  }

  @Test
  void anAtlasClusterThatIsFullIsAnOutage() {
    assertThat(explained(atlas("you are over your space quota, using 512 MB of 512 MB")))
        .hasMessageContaining("no room left")
        .hasFieldOrPropertyWithValue("kind", UNAVAILABLE);
    assertThat(explained(atlas("user is not allowed to do action [find] on [a.b]")).kind())
        .isEqualTo(MISCONFIGURED);
  }

  private static MongoCommandException atlas(String words) {
    return new MongoCommandException(
        BsonDocument.parse("{ok: 0, code: 8000, codeName: 'AtlasError', errmsg: '" + words + "'}"),
        A);
  }

  @Test
  void aReplicaSetWithoutPrimaryIsUnavailable() {
    MongoErrors errors =
        errors(
            known(A, ServerType.REPLICA_SET_SECONDARY), known(B, ServerType.REPLICA_SET_SECONDARY));

    assertThat(errors.preparing(TIMED_OUT).kind()).isEqualTo(UNAVAILABLE);
    assertThat(errors.preparing(TIMED_OUT)).hasMessage("no primary among a:27017, b:27018");
  }

  @Test
  void aPrimaryThatDoesNotAnswerIsNamed() {
    assertThat(errors(known(A, ServerType.REPLICA_SET_PRIMARY)).operating(TIMED_OUT))
        .hasMessage("no answer in time from a:27017")
        .hasFieldOrPropertyWithValue("kind", UNAVAILABLE);
  }

  @Test
  void noServerOfTheReplicaSetNamedIsExplained() {
    assertThat(errors().operating(TIMED_OUT))
        .hasMessageContaining("replica set that the URL names");
  }

  @Test
  void aNameThatTheDnsDoesNotKnowIsAMisconfigurationWhenPreparing() {
    ClusterDescription cluster =
        new ClusterDescription(
            ClusterConnectionMode.MULTIPLE,
            ClusterType.UNKNOWN,
            new MongoConfigurationException("Failed looking up SRV record for 'x'."),
            List.of(),
            null,
            null);
    MongoErrors errors = new MongoErrors("Elector", () -> cluster);

    assertThat(errors.preparing(TIMED_OUT))
        .hasMessage("Failed looking up SRV record for 'x'.")
        .hasFieldOrPropertyWithValue("kind", MISCONFIGURED);
    assertThat(errors.operating(TIMED_OUT).kind()).isEqualTo(UNAVAILABLE);
  }

  @Test
  void aNameServerThatDoesNotAnswerForASrvRecordIsAnOutageAlsoWhenPreparing() throws Exception {
    Throwable silence =
        (Throwable)
            Class.forName("javax.naming.CommunicationException")
                .getConstructor(String.class)
                .newInstance("DNS error");
    MongoConfigurationException failure =
        new MongoConfigurationException(
            "Failed looking up SRV record for 'x'.", new IllegalStateException(silence));
    ClusterDescription cluster =
        new ClusterDescription(
            ClusterConnectionMode.MULTIPLE, ClusterType.UNKNOWN, failure, List.of(), null, null);

    assertThat(new MongoErrors("Elector", () -> cluster).preparing(TIMED_OUT).kind())
        .isEqualTo(UNAVAILABLE);
    assertThat(Address.notLookedUp(failure))
        .hasMessage("url: Failed looking up SRV record for 'x'.")
        .hasFieldOrPropertyWithValue("kind", UNAVAILABLE);
    assertThat(Address.notLookedUp(new MongoConfigurationException("no such name")).kind())
        .isEqualTo(MISCONFIGURED);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " "})
  void whatHasNoWordsIsToldByWhatItIs(@Nullable String nothing) {
    Throwable mute = new IOException(nothing);
    MongoErrors errors = errors(failed(A, new MongoSocketOpenException("a", A, mute)));
    ClusterDescription unknown =
        new ClusterDescription(
            ClusterConnectionMode.MULTIPLE,
            ClusterType.UNKNOWN,
            new MongoConfigurationException(nothing),
            List.of(),
            null,
            null);

    assertThat(errors.operating(TIMED_OUT)).hasMessage("cannot connect to a:27017: IOException");
    assertThat(new MongoErrors("Elector", () -> unknown).operating(TIMED_OUT))
        .hasMessage("MongoConfigurationException");
    assertThat(explained(new MongoException(nothing))).hasMessage("MongoException");
    assertThat(explained(new RuntimeException(nothing, new IOException("pipe"))))
        .hasMessage("RuntimeException");
    assertThat(explained(new MongoSocketReadException(nothing, A, mute)))
        .hasMessage("the connection to a:27017 broke: MongoSocketReadException");
    assertThat(explained(security(mute)))
        .hasMessage(
            "authentication failed for user 'somebody' of database 'admin' (IOException): check user"
                + " and password");
  }

  @Test
  void aServerTooOldIsAMisconfiguration() {
    ClusterDescription cluster = cluster(known(A, ServerType.STANDALONE));
    assertThat(explained(new MongoIncompatibleDriverException("requires at least 4.2", cluster)))
        .hasMessageContaining("requires at least 4.2")
        .hasFieldOrPropertyWithValue("kind", MISCONFIGURED);
  }

  @Test
  void aWriteConcernThatIsNotMetIsUnknown() {
    WriteConcernError notMet =
        new WriteConcernError(64, "WriteConcernFailed", "waiting timed out", new BsonDocument());
    assertThat(
            explained(
                    new MongoWriteConcernException(
                        notMet, WriteConcernResult.acknowledged(1, true, null), A, List.of()))
                .kind())
        .isEqualTo(UNAVAILABLE);
  }

  @Test
  void aTimeOutOfThePoolIsUnavailable() {
    assertThat(
            errors(known(A, ServerType.STANDALONE))
                .operating(new MongoTimeoutException("waiting for a connection"))
                .kind())
        .isEqualTo(UNAVAILABLE);
  }

  @Test
  void whatIsExplainedAlreadyStaysAsItIs() {
    StoreException explained = StoreException.misconfigured("so it is", null);
    assertThat(explained(explained)).isSameAs(explained);
  }

  @Test
  void anyOtherFailureIsOneLine() {
    StoreException error = explained(new MongoException("first line\n\tsecond line".repeat(50)));
    assertThat(error.kind()).isEqualTo(UNAVAILABLE);
    assertThat(error.getMessage()).doesNotContain("\n").hasSizeLessThan(310);
  }

  private static StoreException explained(Throwable error) {
    return errors().operating(error);
  }

  private static MongoErrors errors(ServerDescription... servers) {
    return new MongoErrors("Elector", () -> cluster(servers));
  }

  private static ClusterDescription cluster(ServerDescription... servers) {
    return new ClusterDescription(
        ClusterConnectionMode.MULTIPLE, ClusterType.REPLICA_SET, Arrays.asList(servers));
  }

  private static ServerDescription failed(ServerAddress address, Throwable failure) {
    return description(address, ServerType.UNKNOWN, failure);
  }

  private static ServerDescription known(ServerAddress address, ServerType type) {
    return description(address, type, null);
  }

  private static ServerDescription description(
      ServerAddress address, ServerType type, @Nullable Throwable failure) {
    ServerDescription.Builder builder =
        ServerDescription.builder()
            .address(address)
            .type(type)
            .ok(failure == null)
            .state(
                failure == null
                    ? ServerConnectionState.CONNECTED
                    : ServerConnectionState.CONNECTING);
    return (failure == null ? builder : builder.exception(failure)).build();
  }

  private static MongoSecurityException security(Throwable cause) {
    return security(
        MongoCredential.createCredential("somebody", "admin", "canary".toCharArray()), cause);
  }

  private static MongoSecurityException security(MongoCredential credential, Throwable cause) {
    return new MongoSecurityException(credential, "Exception authenticating", cause);
  }

  private static MongoCommandException command(int code, String name) {
    return new MongoCommandException(
        BsonDocument.parse(
            "{ok: 0, code: " + code + ", codeName: '" + name + "', errmsg: 'refused'}"),
        A);
  }
}
