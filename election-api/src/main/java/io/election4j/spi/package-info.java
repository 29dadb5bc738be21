/**
 * For people who write stores: the {@link io.election4j.spi.LeaseStore} and the rules it keeps.
 *
 * <p>A store holds {@linkplain io.election4j.spi.Lease leases} and {@linkplain
 * io.election4j.spi.ElectionRecord election records}, and changes them only by conditional writes.
 * Each rule below is one group of tests in the testkit's {@code LeaseStoreContract}, which carries
 * the number in its name.
 *
 * <table border="1">
 *   <caption>The rules</caption>
 *   <tr><th>Rule</th><th>Promise</th></tr>
 *   <tr><td>L1</td><td>{@code prepare} is idempotent, safe to run many times at once, and loses nothing that is stored.</td></tr>
 *   <tr><td>L2</td><td>{@code open} inserts a lease LIVE at version 1; again with the same id is {@code true} and changes
 *       nothing while it is LIVE, {@code false} once it is ENDED.</td></tr>
 *   <tr><td>L3</td><td>{@code renew} adds exactly 1 to the version of a LIVE lease, and is {@code false} for one that is ENDED
 *       or absent, creating nothing.</td></tr>
 *   <tr><td>L4</td><td>An ENDED lease stays ENDED, whatever is asked; {@code end} is idempotent.</td></tr>
 *   <tr><td>L5</td><td>{@code fence} ends a LIVE lease at exactly the version given and refuses any other; version 0 inserts an
 *       absent lease as ENDED and refuses a present one. Of a fence and a renewal that race, exactly one wins.</td></tr>
 *   <tr><td>L6</td><td>{@code create} makes absent records vacant with term 0 and revision 0, and touches no existing one.</td></tr>
 *   <tr><td>L7</td><td>{@code claim} takes a vacant record for one of many rivals, never for two; it sets holder, ttl and
 *       leader, keeps the value, and adds 1 to the revision.</td></tr>
 *   <tr><td>L8</td><td>{@code claim} of a held record succeeds only while the holder is the one seen; of the claimant's own
 *       record only at the term seen.</td></tr>
 *   <tr><td>L9</td><td>Terms strictly rise from the term stored, whatever term the claimant had seen, and survive vacancy.</td></tr>
 *   <tr><td>L10</td><td>{@code claim} of many reports exactly those won, touches only those named, and does not fail as a
 *       whole because of one that is refused. Batches of {@code create}, {@code claim} and {@code amend} that overlap in
 *       other orders do not fail because of one another.</td></tr>
 *   <tr><td>L11</td><td>{@code amend} applies only at the term, holder and revision given; {@code Vacate} clears holder, ttl and
 *       leader and keeps term and value; {@code Publish} sets leader and value; each adds 1 to the revision.</td></tr>
 *   <tr><td>L12</td><td>{@code observe} reads the leases watched and the records named, exactly as written before it was sent;
 *       absent ones are missing from the answer.</td></tr>
 *   <tr><td>L13</td><td>{@code observe} since a marker misses no record written after that marker was taken, even by writers
 *       that were slow; {@code START} gives no records, {@code null} neither records nor marker.</td></tr>
 *   <tr><td>L14</td><td>The identity is the same in every answer of the same server, and not that of a copy of its data
 *       elsewhere.</td></tr>
 *   <tr><td>L15</td><td>Names are exact: case, accents, emoji, quotes, dollar signs, dots, percent and underscore, 1 to 200
 *       characters; so are candidates and values up to 4 KiB. What cannot be kept exactly is refused with an error by what
 *       would store it, never cut, padded or trimmed; a name of that kind reads as absent, and is refused by {@code claim}
 *       and {@code amend}.</td></tr>
 *   <tr><td>L16</td><td>Publishers are lazy and can be subscribed again; subscribing never blocks; an empty collection
 *       completes without touching the server.</td></tr>
 *   <tr><td>L17</td><td>Thousands of records in one call work, in bounded time.</td></tr>
 *   <tr><td>L18</td><td>Cancelling detaches: many cancelled calls leave the store usable, and a write that was sent is
 *       applied whole or not at all.</td></tr>
 *   <tr><td>L19</td><td>({@link io.election4j.spi.ChangePush}) {@code Opened} comes first; a write after it is pushed with the
 *       record as stored.</td></tr>
 *   <tr><td>L20</td><td>({@link io.election4j.spi.ElectionDirectory}) {@code list} returns exactly the names with the prefix, in
 *       order.</td></tr>
 *   <tr><td>L21</td><td>Calls at the same time are answered as if each took effect at one moment between its call and its answer: each
 *       lease and each record has an order of all writes and reads that explains every answer. A refusal is also explained
 *       by another write under way meanwhile: of the record, or one that changes the lease; of renew and open, only by
 *       one that ends it.</td></tr>
 *   <tr><td>L22</td><td>A call that is cut off fails as UNAVAILABLE, never as "not applied"; what it had emitted is applied, and every
 *       record is whole. Asking again after a lost answer applies nothing twice.</td></tr>
 *   <tr><td>L23</td><td>Leases, records, terms, markers and the identity outlive store objects and restarts of the server. Once it is
 *       back, every store object works on by itself, within 30 s, even if calls on connections from before fail once as
 *       UNAVAILABLE; hints flow again, and a marker from before misses nothing written since.</td></tr>
 *   <tr><td>L24</td><td>While the server cannot be reached every call fails as UNAVAILABLE in bounded time; no text of a failure contains
 *       a secret.</td></tr>
 *   <tr><td>L25</td><td>Where writing is forbidden, {@code prepare} and every write fail with an error, never as "not applied"; nothing is
 *       changed.</td></tr>
 *   <tr><td>L26</td><td>In a never-create mode {@code prepare} fails as MISCONFIGURED where the schema is missing, and creates nothing.</td></tr>
 *   <tr><td>L27</td><td>{@code Ask} sets the request of a held record at exactly the term, holder and revision given, and changes nothing
 *       else; {@code Publish} keeps a request, {@code Vacate} replaces it, {@code claim} clears it.</td></tr>
 *   <tr><td>L28</td><td>({@link io.election4j.spi.LeaseDirectory}) {@code leases} returns every lease as stored, those written last at the end;
 *       {@code purge} deletes those given that are ENDED and named by no record, and no other.</td></tr>
 *   <tr><td>L29</td><td>While the server accepts connections and answers nothing, every call fails as UNAVAILABLE: {@code renew}
 *       and {@code observe} within 10 s, any other within 30 s. Once it answers, the store works again by itself, within 30 s.
 *       A call that hangs on one connection delays no renewal for 3 s while others are free.</td></tr>
 *   <tr><td>L30</td><td>({@link io.election4j.spi.ChangePush} that rings) {@code Opened} comes first and is not complete; where a lease was
 *       observed, a write of its holder is followed by {@code Rung}. Some rings may be lost.</td></tr>
 * </table>
 *
 * <h2>What an answer means</h2>
 *
 * <p><b>Applied</b> (true from {@code open}, {@code renew} and {@code fence}; the end of {@code
 * end} and {@code create}; every record that {@code claim} and {@code amend} emit): every later
 * read shows it, whoever reads. Where a statement that changes nothing is answered before what has
 * left it nothing to change is certain, as on a replica set, an {@code end} of an ENDED lease, an
 * {@code open} that finds its own and a {@code create} that comes second have to change something,
 * if only a counter, to be waited for.
 *
 * <p><b>Not applied</b>: this call has changed nothing and never will. It is explained by what was
 * stored at one moment between its call and its answer, or by another write that was under way at
 * one: called by then, and not answered to its own caller yet. That one may hold a lock, as a
 * rival's claim or an application's guarded transaction does, or may be known to the primary and to
 * no majority yet. So a refusal steers, and only reads decide; a read after it may still show what
 * was there before, until that other write is over. What is refused for no such reason breaks L21,
 * and of writes that meet over one record or lease one is applied (L5, L7, L8, L11).
 *
 * <p>False from {@code renew} and {@code open} is final, so only a write that ends the lease
 * explains it. Should a failover lose that write, the lease is stored as LIVE again, and costs its
 * process the leadership all the same: a lease given up is never taken up again, but ended.
 *
 * <p><b>An error</b>: unknown. Only of one that says {@linkplain
 * io.election4j.spi.StoreException.Kind#UNSTORABLE UNSTORABLE} is it certain that nothing was
 * applied.
 */
@NullMarked
package io.election4j.spi;

import org.jspecify.annotations.NullMarked;
