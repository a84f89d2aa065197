package org.jackfield.eth;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.HandOverException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.NodeId;
import org.jackfield.api.session.MessageSource;
import org.jackfield.api.session.SessionWriter;
import org.jackfield.chain.BlockHeader;
import org.jackfield.rlp.RlpException;

/**
 * The protocol with one peer: Status both ways, then {@link Inbound} for what it says and a {@link SessionWriter} for what it is
 * told unasked. Runs on the session's thread; {@link #info()} may be asked on any. At each message boundary it can leave
 * an {@link EthState}, with which a session of the next release goes on.
 */
final class EthSession {

    /** geth's, Besu's and ethereumjs's patience alike. */
    private static final Duration STATUS_TIMEOUT = Duration.ofSeconds(5);

    /** Hard limit of a message (devp2p caps/eth.md, "Basic Operation"). */
    private static final int MAX_MESSAGE_BYTES = 10 << 20;

    private final EthVersion version;
    private final EthNetwork network;
    private final Rooms rooms;
    private final NodeId id;
    private final MessagePipe pipe;

    private volatile Optional<RemotePeer> remote = Optional.empty();

    EthSession(EthVersion version, EthNetwork network, Rooms rooms, NodeId id, MessagePipe pipe) {
        this.version = version;
        this.network = network;
        this.rooms = rooms;
        this.id = id;
        this.pipe = pipe;
    }

    /** Does not return: ends with the link, by an exception. */
    void run() throws IOException, InterruptedException {
        Status ours = network.status(version);
        pipe.write(MessageCode.STATUS, ours.encoded());
        long told = ours instanceof Status.Eth69Status ranged ? ranged.range().latest() : 0;
        meet(STATUS_TIMEOUT, told);
    }

    /** Goes on where another session has been left; in all else like {@link #run}. */
    void resume(EthState state) throws IOException, InterruptedException {
        if (state instanceof EthState.Met met) {
            network.checkChain(version, met.status());
            talk(RemotePeer.of(met), met.joined(), met.told());
        } else if (state instanceof EthState.Waiting waiting) {
            meet(waiting.rest(), waiting.told());
        }
    }

    /** geth's fields of {@code admin_peers[].protocols.eth}, and more; empty before the peer's Status. */
    Optional<Map<String, Object>> info() {
        return remote.map(RemotePeer::info);
    }

    private void meet(Duration patience, long told) throws IOException, InterruptedException {
        Status status = readStatus(patience, told);
        Optional<BlockHeader> known = network.chain().header(status.head());
        RemoteHead head = known.map(RemoteHead::known).orElseGet(() -> new RemoteHead(status.head()));
        if (known.isEmpty()) {
            pipe.write(MessageCode.GET_BLOCK_HEADERS, head.question());
        }
        talk(new RemotePeer(status, head), Joined.NONE, told);
    }

    private Status readStatus(Duration patience, long told) throws IOException, InterruptedException {
        Message first = readFirst(patience, told)
                .orElseThrow(() -> new DisconnectException(
                        DisconnectReason.PING_TIMEOUT, "no Status within " + STATUS_TIMEOUT.toMillis() + " ms"));
        if (first.code() != MessageCode.STATUS) {
            throw DisconnectException.subprotocol("the first message is " + MessageCode.name(first.code()));
        }
        checkSize(first);
        try {
            Status status = Status.decode(version, first.payload());
            network.check(version, status);
            return status;
        } catch (RlpException e) {
            throw malformed(first, e);
        }
    }

    private Optional<Message> readFirst(Duration patience, long told) throws IOException, InterruptedException {
        long since = System.nanoTime();
        try {
            return pipe.read(patience);
        } catch (HandOverException signal) {
            Duration rest = patience.minusNanos(System.nanoTime() - since);
            throw signal.with(new EthState.Waiting(rest.isNegative() ? Duration.ZERO : rest, told).encoded(version));
        }
    }

    private void talk(RemotePeer peer, Joined before, long told) throws IOException, InterruptedException {
        SessionWriter writer = new SessionWriter(pipe);
        Runnable wake = writer::wake;
        RangeNews range = new RangeNews(network, told);
        Seats seats = rooms.seats(id, version, peer.chain(), before, wake);
        rooms.heads().ifPresent(heads -> heads.add(wake));
        boolean handedOver = false;
        try {
            writer.start("eth-" + id.shortHex(), sources(seats, range));
            remote = Optional.of(peer);
            listen(new Inbound(version, network, peer, seats));
        } catch (HandOverException signal) {
            handedOver = writer.stop();
            throw handedOver
                    ? signal.with(peer.state(range.told(), seats.joined()).encoded(version))
                    : signal;
        } catch (InterruptedException e) {
            writer.checkFailure();
            throw e;
        } finally {
            rooms.heads().ifPresent(heads -> heads.remove(wake));
            if (!handedOver) {
                writer.abandon();
                seats.leave();
            }
        }
    }

    private List<MessageSource> sources(Seats seats, RangeNews range) {
        List<MessageSource> sources = new ArrayList<>();
        if (!version.since(EthVersion.ETH_69)) {
            seats.sync().ifPresent(seat -> sources.add(new BlockNotices(seat)));
        }
        seats.sync().ifPresent(seat -> sources.add(new SyncQuestions(version, seat)));
        seats.transactions().ifPresent(seat -> sources.add(new TransactionNews(version, seat)));
        if (version.since(EthVersion.ETH_69) && rooms.heads().isPresent()) {
            sources.add(range);
        }
        return sources;
    }

    private void listen(Inbound inbound) throws IOException, InterruptedException {
        while (true) {
            Message message = pipe.read();
            checkSize(message);
            try {
                Optional<Message> answer = inbound.take(message);
                if (answer.isPresent()) {
                    pipe.write(answer.get());
                }
            } catch (RlpException e) {
                throw malformed(message, e);
            }
        }
    }

    private static void checkSize(Message message) throws DisconnectException {
        if (message.size() > MAX_MESSAGE_BYTES) {
            throw DisconnectException.breach(MessageCode.name(message.code()) + " of " + message.size()
                    + " bytes, at most " + MAX_MESSAGE_BYTES + " expected");
        }
    }

    private static DisconnectException malformed(Message message, RlpException cause) {
        return new DisconnectException(
                DisconnectReason.PROTOCOL_ERROR, MessageCode.name(message.code()) + ": " + cause.getMessage(), cause);
    }
}
