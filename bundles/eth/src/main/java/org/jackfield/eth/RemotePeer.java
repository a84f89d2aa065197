package org.jackfield.eth;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jackfield.api.DisconnectException;
import org.jackfield.chain.Hex;
import org.jackfield.rlp.RlpException;
import org.jackfield.sync.RemoteChain;

/** What a peer has told of itself, its Status first. Written on the session's thread, read on any. */
final class RemotePeer {

    private final Status status;
    private final RemoteHead head;
    private volatile Optional<BlockRange> range;

    /** How many messages of each code. */
    private final Map<Integer, Long> ignored = new ConcurrentHashMap<>();

    RemotePeer(Status status, RemoteHead head) {
        this.status = status;
        this.head = head;
        range = status instanceof Status.Eth69Status ranged ? Optional.of(ranged.range()) : Optional.empty();
    }

    /** As a former release knew it. */
    static RemotePeer of(EthState.Met state) {
        RemotePeer peer = new RemotePeer(state.status(), state.head());
        peer.range = state.range();
        peer.ignored.putAll(state.ignored());
        return peer;
    }

    EthState.Met state(long told, Joined joined) {
        return new EthState.Met(status, range, head, told, joined, new TreeMap<>(ignored));
    }

    /** BlockRangeUpdate has come. */
    void moved(BlockRange update) {
        range = Optional.of(update);
    }

    /**
     * BlockHeaders has come.
     *
     * @return whether it is the answer to the question for the head's header
     */
    boolean takeHead(Answer answer) throws RlpException, DisconnectException {
        return head.take(answer);
    }

    void ignore(int code) {
        ignored.merge(code, 1L, Long::sum);
    }

    /** What the synchronization is to know. */
    RemoteChain chain() {
        if (range.isPresent()) {
            BlockRange blocks = range.get();
            return new RemoteChain(
                    blocks.latestHash(), Optional.of(blocks.latest()), blocks.earliest(), Optional.empty());
        }
        return new RemoteChain(
                status.head(),
                head.found().map(RemoteHead.Found::number),
                0,
                status instanceof Status.Eth68Status classic
                        ? Optional.of(classic.totalDifficulty())
                        : Optional.empty());
    }

    /** geth's fields of {@code admin_peers[].protocols.eth}, and more. */
    Map<String, Object> info() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("version", (int) status.version());
        if (status instanceof Status.Eth68Status classic) {
            info.put("difficulty", classic.totalDifficulty());
        }
        range.ifPresent(blocks -> {
            info.put("earliestBlock", blocks.earliest());
            info.put("latestBlock", blocks.latest());
            info.put("latestBlockHash", Hex.text(blocks.latestHash()));
        });
        info.put("head", Hex.text(status.head()));
        head.found().ifPresent(header -> {
            info.put("headNumber", header.number());
            info.put("headTimestamp", header.timestamp());
        });
        Map<String, Long> counts = new TreeMap<>();
        ignored.forEach((code, count) -> counts.put(MessageCode.name(code), count));
        info.put("ignored", counts);
        return info;
    }
}
