package org.jackfield.api.testing;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jackfield.api.HandOverException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.Peer;
import org.jackfield.api.ResumableProtocol;
import org.jackfield.api.SessionState;

/**
 * Plays what a remote node says to a resumable protocol, and hands the session over on the way. A protocol is resumable
 * if the course is the same wherever that happens:
 *
 * <pre>{@code
 * HandOverRehearsal rehearsal = new HandOverRehearsal(peer, script);
 * assertEquals(rehearsal.play(Echo::new), rehearsal.play(Echo::new, 2));
 * }</pre>
 *
 * <p>All runs on the caller's thread, which waits where the protocol does. At most 64 messages each way.
 */
public final class HandOverRehearsal {

    private final Peer peer;
    private final List<Message> script;

    /**
     * @param script what the remote node says; the messages are copied for each play
     */
    public HandOverRehearsal(Peer peer, List<Message> script) {
        this.peer = peer;
        this.script = List.copyOf(script);
    }

    /**
     * What could be seen of a play.
     *
     * @param said what the remote node received, each message as its code and payload in hexadecimal digits
     * @param infos {@code peerInfo} at every message boundary, before the first message and after the last included; one
     *     more where a resumed session shows another than the one it goes on with
     */
    public record Course(List<String> said, List<Optional<Map<String, Object>>> infos) {}

    /**
     * Plays the script from the beginning. The session is handed over at the end besides.
     *
     * @param releases makes the instance that each session runs in
     * @param handOvers how many messages have been read when the session is handed over, ascending; may repeat
     * @throws IllegalStateException if a session is not handed over when it is asked to, or no release reads its state
     * @throws Exception what the protocol ends with otherwise
     */
    public Course play(Supplier<? extends ResumableProtocol> releases, int... handOvers) throws Exception {
        List<Optional<Map<String, Object>>> infos = new ArrayList<>();
        try (PipePair pipes = new PipePair(releases.get().messageCount())) {
            Optional<SessionState> state = Optional.empty();
            int read = 0;
            for (int end : IntStream.concat(IntStream.of(handOvers), IntStream.of(script.size()))
                    .toArray()) {
                for (Message message : script.subList(read, end)) {
                    pipes.right().write(message.code(), message.payload().clone());
                }
                ResumableProtocol release = releases.get();
                MessagePipe pipe = new WatchedPipe(pipes.left(), release, peer, infos);
                pipes.handOverLeft(end - read);
                state = Optional.of(leg(release, peer, pipe, state));
                read = end;
            }
            return new Course(said(pipes), infos);
        }
    }

    /**
     * Has a release run or resume one session until it is handed over.
     *
     * @return what it leaves
     * @throws IllegalStateException if the session returns, or the release does not read what the one before has left
     * @throws Exception what the session ends with otherwise
     */
    public static SessionState leg(
            ResumableProtocol release, Peer peer, MessagePipe pipe, Optional<SessionState> inherited) throws Exception {
        try {
            if (inherited.isEmpty()) {
                release.run(peer, pipe);
            } else if (release.reads(inherited.get().version())) {
                release.resume(peer, pipe, inherited.get());
            } else {
                throw new IllegalStateException("the next release does not read " + inherited.get());
            }
        } catch (HandOverException signal) {
            return signal.state().orElseThrow(() -> new IllegalStateException("no state was left"));
        }
        throw new IllegalStateException("the session has returned");
    }

    private static List<String> said(PipePair pipes) throws IOException, InterruptedException {
        pipes.close();
        List<String> said = new ArrayList<>();
        try {
            while (true) {
                Message message = pipes.right().read();
                said.add(message.code() + " " + HexFormat.of().formatHex(message.payload()));
            }
        } catch (EOFException allRead) {
            return said;
        }
    }

    /** Looks at what the protocol tells of the peer whenever it asks for a message. */
    private static final class WatchedPipe implements MessagePipe {
        private final MessagePipe pipe;
        private final ResumableProtocol protocol;
        private final Peer peer;
        private final List<Optional<Map<String, Object>>> infos;
        private boolean first = true;

        WatchedPipe(
                MessagePipe pipe, ResumableProtocol protocol, Peer peer, List<Optional<Map<String, Object>>> infos) {
            this.pipe = pipe;
            this.protocol = protocol;
            this.peer = peer;
            this.infos = infos;
        }

        @Override
        public Message read() throws IOException, InterruptedException {
            look();
            return pipe.read();
        }

        @Override
        public Optional<Message> read(Duration timeout) throws IOException, InterruptedException {
            look();
            return pipe.read(timeout);
        }

        @Override
        public void write(Message message) throws IOException, InterruptedException {
            pipe.write(message);
        }

        private void look() {
            Optional<Map<String, Object>> info = protocol.peerInfo(peer.id());
            boolean shownByThePredecessor =
                    first && !infos.isEmpty() && infos.get(infos.size() - 1).equals(info);
            if (!shownByThePredecessor) {
                infos.add(info);
            }
            first = false;
        }
    }
}
