package org.jackfield.api.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jackfield.api.Capability;
import org.jackfield.api.HandOverException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.ResumableProtocol;
import org.jackfield.api.SessionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class HandOverRehearsalTest {

    private static final Peer PEER = (Peer) Proxy.newProxyInstance(
            Peer.class.getClassLoader(),
            new Class<?>[] {Peer.class},
            (self, method, arguments) -> NodeId.of(new byte[NodeId.BYTES]));

    private final HandOverRehearsal rehearsal =
            new HandOverRehearsal(PEER, List.of(new Message(0, new byte[] {5}), new Message(0, new byte[] {7})));

    @Test
    void tellsWhatWasSaidAndShown() throws Exception {
        HandOverRehearsal.Course course = rehearsal.play(() -> new Sum(true));
        assertEquals(List.of("1 00", "1 05", "1 0c"), course.said());
        assertEquals(List.of(sum(0), sum(5), sum(12)), course.infos());
    }

    @Test
    void aCourseIsTheSameWhereverAResumableProtocolIsHandedOver() throws Exception {
        HandOverRehearsal.Course twin = rehearsal.play(() -> new Sum(true));
        for (int[] handOvers : new int[][] {{0}, {1}, {2}, {0, 0, 1, 1, 2, 2}}) {
            assertEquals(twin, rehearsal.play(() -> new Sum(true), handOvers));
        }
    }

    @Test
    void showsWhatAProtocolForgets() throws Exception {
        Supplier<Sum> forgetful = () -> new Sum(false);
        HandOverRehearsal.Course course = rehearsal.play(forgetful, 1);
        assertNotEquals(rehearsal.play(forgetful).said(), course.said());
        assertEquals(List.of(sum(0), sum(5), sum(0), sum(7)), course.infos());
    }

    @Test
    void refusesToGoOnWithAStateThatIsNotRead() {
        Supplier<Sum> strange = () -> new Sum(true) {
            @Override
            public boolean reads(int stateVersion) {
                return false;
            }
        };
        assertThrows(IllegalStateException.class, () -> rehearsal.play(strange, 1));
    }

    private static Optional<Map<String, Object>> sum(int value) {
        return Optional.of(Map.of("sum", value));
    }

    /** Adds what it is told, and says the sum at the beginning and whenever it has changed. */
    private static class Sum implements ResumableProtocol {
        private final boolean remembers;
        private int sum;

        Sum(boolean remembers) {
            this.remembers = remembers;
        }

        @Override
        public Capability capability() {
            return Capability.parse("sum/1");
        }

        @Override
        public int messageCount() {
            return 2;
        }

        @Override
        public boolean reads(int stateVersion) {
            return stateVersion == 1;
        }

        @Override
        public void run(Peer peer, MessagePipe pipe) throws Exception {
            pipe.write(1, new byte[] {0});
            add(pipe);
        }

        @Override
        public void resume(Peer peer, MessagePipe pipe, SessionState state) throws Exception {
            sum = remembers ? state.bytes()[0] : 0;
            add(pipe);
        }

        @Override
        public Optional<Map<String, Object>> peerInfo(NodeId peer) {
            return sum(sum);
        }

        private void add(MessagePipe pipe) throws Exception {
            try {
                while (true) {
                    sum += pipe.read().payload()[0];
                    pipe.write(1, new byte[] {(byte) sum});
                }
            } catch (HandOverException signal) {
                throw signal.with(new SessionState(1, new byte[] {(byte) sum}));
            }
        }
    }
}
