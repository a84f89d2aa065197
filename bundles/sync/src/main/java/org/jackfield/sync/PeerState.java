package org.jackfield.sync;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jackfield.api.NodeId;

/** What is known of a peer, and what it is being asked. Used under the room's lock. */
final class PeerState {

    /** Requests of a kind under way at once: while one is answered, the next one is there already. */
    static final int AT_ONCE = 2;
    /** The first version of eth whose peers tell how far they are as they go. */
    private static final int TELLS_RANGE = 69;
    /** The first version of eth that has access lists. */
    private static final int HAS_ACCESS_LISTS = 71;
    /** Late answers that are let pass. */
    private static final int MAX_LATE = 64;

    final NodeId id;
    final int version;
    final PeerRate rate;
    final long joinedAt;
    final Notices notices = new Notices();
    RemoteChain chain;
    Runnable wake;
    /** Whether its head is stored here; asked of the store again only while it is not. */
    boolean headKnown;
    /** It has been found out, and is not asked again. */
    boolean shunned;

    /** By kind: time-outs, or answers with nothing in them, one after another. */
    final int[] strikes = new int[Kind.values().length];
    /** By kind: until when it is left alone. */
    private final long[] pausedUntil = new long[Kind.values().length];

    private final Deque<Query> offered = new ArrayDeque<>();
    private final Map<Long, Query> sent = new LinkedHashMap<>();
    private final Map<Long, Kind> late = new LinkedHashMap<>();
    private final long firstId;
    private long nextId;

    PeerState(NodeId id, int version, RemoteChain chain, Runnable wake, long firstId, long now) {
        this.id = id;
        this.version = version;
        this.chain = chain;
        this.wake = wake;
        this.joinedAt = now;
        this.rate = new PeerRate(now);
        this.firstId = firstId;
        this.nextId = firstId;
        Arrays.fill(pausedUntil, now);
    }

    /** Whether it tells how far its chain goes, whenever that changes. */
    boolean tellsRange() {
        return version >= TELLS_RANGE;
    }

    /** Whether its version of eth can be asked for it. */
    boolean canGive(Kind kind) {
        return kind != Kind.ACCESS_LISTS || version >= HAS_ACCESS_LISTS;
    }

    /** The last block it has; unknown is taken for any. */
    long last() {
        return tellsRange() ? chain.number().orElse(Long.MAX_VALUE) : Long.MAX_VALUE;
    }

    long newId() {
        return nextId++;
    }

    boolean free(Kind kind, long now) {
        long busy = queries().filter(query -> query.kind == kind).count();
        return !shunned && canGive(kind) && busy < AT_ONCE && now - pausedUntil[kind.ordinal()] >= 0;
    }

    void pause(Kind kind, long until) {
        pausedUntil[kind.ordinal()] = until;
    }

    void offer(Query query) {
        offered.add(query);
    }

    Optional<Query> offered() {
        return Optional.ofNullable(offered.peek());
    }

    /** An offer has been taken up; one that was withdrawn meanwhile will be answered to nobody. */
    void sent(BlockRequest request, long now) {
        long queryId = request.id();
        Optional<Query> query =
                offered.stream().filter(each -> each.id() == queryId).findFirst();
        if (query.isPresent()) {
            offered.remove(query.get());
            query.get().sent = true;
            query.get().since = now;
            sent.put(queryId, query.get());
        } else if (!sent.containsKey(queryId)) {
            excuse(queryId, Kind.of(request));
        }
    }

    /** Its answer may come before whoever has written it has had the time to report it as {@link #sent}. */
    Optional<Query> underWay(long queryId) {
        return Optional.ofNullable(sent.get(queryId)).or(() -> offered().filter(query -> query.id() == queryId));
    }

    void remove(Query query) {
        offered.remove(query);
        sent.remove(query.id());
    }

    /** Lets the answer to a request that is over pass, once. */
    void excuse(long queryId, Kind kind) {
        late.put(queryId, kind);
        if (late.size() > MAX_LATE) {
            late.remove(late.keySet().iterator().next());
        }
    }

    /** Whether an answer may pass; that it has come at all speaks for the peer. */
    boolean excused(long queryId) {
        Kind kind = late.remove(queryId);
        if (kind != null && strikes[kind.ordinal()] > 0) {
            strikes[kind.ordinal()]--;
        }
        return kind != null;
    }

    /** Whether a request of that id was made, and is over. */
    boolean over(long queryId) {
        return queryId >= firstId && queryId < nextId;
    }

    Stream<Query> queries() {
        return Stream.concat(offered.stream(), sent.values().stream());
    }

    void clear() {
        offered.clear();
        sent.clear();
    }
}
