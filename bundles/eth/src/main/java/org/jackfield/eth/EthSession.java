package org.jackfield.eth;

import static org.jackfield.eth.MessageCode.BLOCK_HEADERS;
import static org.jackfield.eth.MessageCode.GET_BLOCK_HEADERS;
import static org.jackfield.eth.MessageCode.STATUS;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.HandOverException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.chain.BlockHeader;
import org.jackfield.chain.Hex;
import org.jackfield.rlp.RlpException;

/**
 * The protocol with one peer. Runs on the session's thread; {@link #info()} may be asked on any. At each message boundary
 * it can leave an {@link EthState}, with which a session of the next release goes on.
 */
final class EthSession {

    /** geth's, Besu's and ethereumjs's patience alike. */
    private static final Duration STATUS_TIMEOUT = Duration.ofSeconds(5);

    /** Hard limit of a message (devp2p caps/eth.md, "Basic Operation"). */
    private static final int MAX_MESSAGE_BYTES = 10 << 20;

    private final EthVersion version;
    private final EthNetwork network;
    private final ChainAnswers answers;
    private final MessagePipe pipe;
    private final Duration statusTimeout;

    private volatile Optional<Status> remote = Optional.empty();
    private volatile Optional<BlockRange> range = Optional.empty();
    private volatile Optional<RemoteHead> head = Optional.empty();

    /** How many messages of each code. */
    private final Map<Integer, Long> ignored = new ConcurrentHashMap<>();

    EthSession(EthVersion version, EthNetwork network, MessagePipe pipe) {
        this(version, network, pipe, STATUS_TIMEOUT);
    }

    EthSession(EthVersion version, EthNetwork network, MessagePipe pipe, Duration statusTimeout) {
        this.version = version;
        this.network = network;
        this.answers = new ChainAnswers(version, network.chain());
        this.pipe = pipe;
        this.statusTimeout = statusTimeout;
    }

    /** Does not return: ends with the link, by an exception. */
    void run() throws IOException, InterruptedException {
        pipe.write(STATUS, network.status(version).encoded());
        meet(statusTimeout);
    }

    /** Goes on where another session has been left; in all else like {@link #run}. */
    void resume(EthState state) throws IOException, InterruptedException {
        if (state instanceof EthState.Met met) {
            network.checkChain(version, met.status());
            range = met.range();
            head = Optional.of(met.head());
            ignored.putAll(met.ignored());
            remote = Optional.of(met.status());
            listen(met.status(), met.head());
        } else if (state instanceof EthState.Waiting waiting) {
            meet(waiting.rest());
        }
    }

    private void meet(Duration patience) throws IOException, InterruptedException {
        Status status = readStatus(patience);
        Optional<BlockHeader> known = network.chain().header(status.head());
        RemoteHead question = known.map(RemoteHead::known).orElseGet(() -> new RemoteHead(status.head()));
        head = Optional.of(question);
        remote = Optional.of(status);
        if (known.isEmpty()) {
            pipe.write(GET_BLOCK_HEADERS, question.question());
        }
        listen(status, question);
    }

    private void listen(Status status, RemoteHead question) throws IOException, InterruptedException {
        try {
            while (true) {
                Message message = pipe.read();
                checkSize(message);
                try {
                    handle(message, question);
                } catch (RlpException e) {
                    throw malformed(message, e);
                }
            }
        } catch (HandOverException signal) {
            throw signal.with(new EthState.Met(status, range, question, new TreeMap<>(ignored)).encoded(version));
        }
    }

    /** geth's fields of {@code admin_peers[].protocols.eth}, and more; empty before the peer's Status. */
    Optional<Map<String, Object>> info() {
        return remote.map(status -> {
            Map<String, Object> info = new LinkedHashMap<>();
            info.put("version", version.number());
            if (status instanceof Status.Eth68Status classic) {
                info.put("difficulty", classic.totalDifficulty());
            }
            range.ifPresent(blocks -> {
                info.put("earliestBlock", blocks.earliest());
                info.put("latestBlock", blocks.latest());
                info.put("latestBlockHash", Hex.text(blocks.latestHash()));
            });
            info.put("head", Hex.text(status.head()));
            head.flatMap(RemoteHead::found).ifPresent(header -> {
                info.put("headNumber", header.number());
                info.put("headTimestamp", header.timestamp());
            });
            Map<String, Long> counts = new TreeMap<>();
            ignored.forEach((code, count) -> counts.put(MessageCode.name(code), count));
            info.put("ignored", counts);
            return info;
        });
    }

    private Status readStatus(Duration patience) throws IOException, InterruptedException {
        Message first = readFirst(patience)
                .orElseThrow(() -> new DisconnectException(
                        DisconnectReason.PING_TIMEOUT, "no Status within " + statusTimeout.toMillis() + " ms"));
        if (first.code() != STATUS) {
            throw DisconnectException.subprotocol("the first message is " + MessageCode.name(first.code()));
        }
        checkSize(first);
        try {
            Status status = Status.decode(version, first.payload());
            network.check(version, status);
            if (status instanceof Status.Eth69Status ranged) {
                range = Optional.of(ranged.range());
            }
            return status;
        } catch (RlpException e) {
            throw malformed(first, e);
        }
    }

    private Optional<Message> readFirst(Duration patience) throws IOException, InterruptedException {
        long since = System.nanoTime();
        try {
            return pipe.read(patience);
        } catch (HandOverException signal) {
            Duration rest = patience.minusNanos(System.nanoTime() - since);
            throw signal.with(new EthState.Waiting(rest.isNegative() ? Duration.ZERO : rest).encoded(version));
        }
    }

    private void handle(Message message, RemoteHead question) throws IOException, InterruptedException {
        if (!version.has(message.code())) {
            throw DisconnectException.breach(MessageCode.name(message.code()) + " is not of " + version.capability());
        }
        Optional<Message> answer = answers.answer(message);
        if (answer.isPresent()) {
            pipe.write(answer.get());
        } else if (message.code() != BLOCK_HEADERS || !question.take(Answer.decode(message.payload()))) {
            hear(message);
        }
    }

    /** Messages that want no answer: their form is checked, they are counted, and that is all so far. */
    private void hear(Message message) throws RlpException, DisconnectException {
        byte[] payload = message.payload();
        switch (message.code()) {
            case STATUS -> throw DisconnectException.subprotocol("a second Status");
            case MessageCode.NEW_BLOCK_HASHES -> Announcement.checkNewBlockHashes(payload);
            case MessageCode.NEW_BLOCK -> Announcement.checkNewBlock(payload);
            case MessageCode.TRANSACTIONS -> Announcement.checkTransactions(payload);
            case MessageCode.NEW_POOLED_TRANSACTION_HASHES ->
                Announcement.checkPooledTransactionHashes(version, payload);
            case MessageCode.BLOCK_RANGE_UPDATE -> {
                BlockRange update = Announcement.readBlockRange(payload);
                update.check();
                range = Optional.of(update);
            }
            default -> checkUnasked(message.code(), payload);
        }
        ignore(message);
    }

    /** What is left are answers, and we asked nothing. */
    private void checkUnasked(int code, byte[] payload) throws RlpException {
        if (code == MessageCode.CELLS) {
            Cells.check(payload);
        } else if (code == MessageCode.RECEIPTS && version.since(EthVersion.ETH_70)) {
            ReceiptsPage.check(payload);
        } else {
            Answer.decode(payload);
        }
    }

    private void ignore(Message message) {
        ignored.merge(message.code(), 1L, Long::sum);
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
