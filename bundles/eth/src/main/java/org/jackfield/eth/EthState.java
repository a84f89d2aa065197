package org.jackfield.eth;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.SessionState;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * What a session leaves to the next release.
 *
 * <pre>
 *   [ 0, eth, rest, told ]                          our Status is sent, the peer's may take so many milliseconds more
 *   [ 1, eth, status, range, head, told, joined, ignored ]                             both are exchanged
 *        |    |       |      |     |     |       [ [code, count], ... ]  codes ascending
 *        |    |       |      |     |     {@link Joined#write}
 *        |    |       |      |     number of the last block that the peer has been told of by us; 0 before eth/69
 *        |    |       |      {@link RemoteHead#write}
 *        |    |       [ ] or [ earliest, latest, latestHash ]
 *        |    the peer's, as it came
 *        number of the version spoken
 * </pre>
 *
 * <p>Version 2 has neither {@code told} nor {@code joined}, and {@code head} as {@link RemoteHead#readFormer} reads it;
 * version 1 has no {@code eth} besides, as there were 68 and 69 alone.
 */
sealed interface EthState {

    int VERSION = 3;

    int FIRST_VERSION = 1;
    int SECOND_VERSION = 2;

    int WAITING = 0;
    int MET = 1;

    static boolean reads(int stateVersion) {
        return stateVersion >= FIRST_VERSION && stateVersion <= VERSION;
    }

    /**
     * @param version that the session speaks
     */
    SessionState encoded(EthVersion version);

    /**
     * @param head number of our head, which the peer is taken to know of where the state does not say
     * @throws DisconnectException with reason "requested" if it is not of that form: the peer is not to blame
     */
    static EthState decode(EthVersion version, SessionState state, long head) throws DisconnectException {
        try {
            RlpReader items = RlpReader.ofList(state.bytes());
            int phase = items.readInt();
            if (state.version() > FIRST_VERSION) {
                checkSpoken(version, items);
            }
            boolean former = state.version() <= SECOND_VERSION;
            EthState decoded = switch (phase) {
                case WAITING -> new Waiting(Duration.ofMillis(items.readInt()), former ? head : items.readLong());
                case MET -> former ? Met.readFormer(version, items, head) : Met.read(version, items);
                default -> throw new RlpException(0, "phase " + phase);
            };
            items.finish();
            return decoded;
        } catch (RlpException e) {
            throw new DisconnectException(
                    DisconnectReason.REQUESTED,
                    version.capability() + " cannot go on with " + state + ": " + e.getMessage(),
                    e);
        }
    }

    private static void checkSpoken(EthVersion version, RlpReader items) throws RlpException {
        int at = items.position();
        int spoken = items.readInt();
        if (spoken != version.number()) {
            throw new RlpException(at, "a session of version " + spoken);
        }
    }

    /**
     * Before the peer's Status.
     *
     * @param rest how long it may still take
     * @param told number of the block in our Status; 0 before eth/69
     */
    record Waiting(Duration rest, long told) implements EthState {

        @Override
        public SessionState encoded(EthVersion version) {
            RlpWriter out = new RlpWriter().beginList().write(WAITING).write(version.number());
            out.write(rest.toMillis()).write(told);
            return new SessionState(VERSION, out.endList().toByteArray());
        }
    }

    /**
     * After it.
     *
     * @param range what the peer has told last
     * @param head goes over to the session
     * @param told number of the last block that the peer has been told of by us; 0 before eth/69
     * @param ignored how many messages of each code
     */
    record Met(
            Status status,
            Optional<BlockRange> range,
            RemoteHead head,
            long told,
            Joined joined,
            SortedMap<Integer, Long> ignored)
            implements EthState {

        private static Met read(EthVersion version, RlpReader items) throws RlpException {
            Status status = Status.decode(version, items.readRaw());
            return new Met(
                    status,
                    readRange(items.readList()),
                    RemoteHead.read(status.head(), items),
                    items.readLong(),
                    Joined.read(items),
                    readCounts(items.readList()));
        }

        private static Met readFormer(EthVersion version, RlpReader items, long told) throws RlpException {
            Status status = Status.decode(version, items.readRaw());
            return new Met(
                    status,
                    readRange(items.readList()),
                    RemoteHead.readFormer(status.head(), items),
                    told,
                    Joined.NONE,
                    readCounts(items.readList()));
        }

        private static Optional<BlockRange> readRange(RlpReader items) throws RlpException {
            Optional<BlockRange> range = items.hasNext() ? Optional.of(BlockRange.read(items)) : Optional.empty();
            items.finish();
            return range;
        }

        private static SortedMap<Integer, Long> readCounts(RlpReader items) throws RlpException {
            SortedMap<Integer, Long> counts = new TreeMap<>();
            while (items.hasNext()) {
                int at = items.position();
                RlpReader entry = items.readList();
                int code = entry.readInt();
                if (!counts.isEmpty() && code <= counts.lastKey()) {
                    throw new RlpException(at, "code " + code + " after " + counts.lastKey());
                }
                counts.put(code, entry.readLong());
                entry.finish();
            }
            return counts;
        }

        @Override
        public SessionState encoded(EthVersion version) {
            RlpWriter out = new RlpWriter(512).beginList().write(MET).write(version.number());
            out.writeRaw(status.encoded()).beginList();
            range.ifPresent(blocks -> blocks.write(out));
            out.endList();
            head.write(out);
            out.write(told);
            joined.write(out);
            out.beginList();
            for (Map.Entry<Integer, Long> entry : ignored.entrySet()) {
                out.beginList().write(entry.getKey()).write(entry.getValue()).endList();
            }
            return new SessionState(VERSION, out.endList().endList().toByteArray());
        }
    }
}
