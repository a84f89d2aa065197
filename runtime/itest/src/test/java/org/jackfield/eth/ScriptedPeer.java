package org.jackfield.eth;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.Capability;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.Peer;
import org.jackfield.api.Protocol;
import org.jackfield.chain.Block;
import org.jackfield.chain.Chain;
import org.jackfield.chain.RawTransaction;
import org.jackfield.chain.Transaction;
import org.jackfield.pool.AnnouncedTransaction;
import org.jackfield.pool.CellMask;
import org.jackfield.pool.TransactionMessage.Announcement;
import org.jackfield.rlp.RlpException;
import org.jackfield.sync.BlockNotice;

/**
 * The other side of eth/69, or eth/68, in a test's hand: serves a chain in the {@link Manner} it is given, and keeps what it hears. It
 * reads and writes messages by the classes of the bundle, which other implementations have been found to agree with.
 */
public final class ScriptedPeer implements Protocol {

    private static final long DEADLINE_SECONDS = 20;

    private final EthVersion version;
    private final EthNetwork network;
    private final ChainAnswers blocks;
    private final Manner manner;
    private final Heard heard;
    private final Map<ByteBuffer, RawTransaction> transactions = new ConcurrentHashMap<>();
    private final BlockingQueue<MessagePipe> sessions = new LinkedBlockingQueue<>();

    public ScriptedPeer(Chain chain, Manner manner) {
        this(EthVersion.ETH_69, chain, manner);
    }

    private ScriptedPeer(EthVersion version, Chain chain, Manner manner) {
        this.version = version;
        this.manner = manner;
        network = new EthNetwork(chain, -1);
        blocks = new ChainAnswers(version, chain);
        heard = new Heard(version);
    }

    /** One that propagates blocks: speaks eth/68 and is honest. */
    public static ScriptedPeer propagating(Chain chain) {
        return new ScriptedPeer(EthVersion.ETH_68, chain, Manner.HONEST);
    }

    @Override
    public Capability capability() {
        return version.capability();
    }

    @Override
    public int messageCount() {
        return version.messageCount();
    }

    @Override
    public void run(Peer peer, MessagePipe pipe) throws Exception {
        pipe.write(MessageCode.STATUS, network.status(version).encoded());
        network.check(version, Status.decode(version, pipe.read().payload()));
        sessions.add(pipe);
        while (true) {
            Message message = pipe.read();
            Optional<Message> honest = answer(message);
            if (honest.isEmpty()) {
                heard.news(message);
                continue;
            }
            List<Message> answers = manner.answers(message, honest.get());
            heard.request(message, answers);
            for (Message answer : answers) {
                pipe.write(answer);
            }
        }
    }

    public Heard heard() {
        return heard;
    }

    /** Waits for a session that has got through the handshake. */
    public Session session() throws InterruptedException {
        MessagePipe pipe = sessions.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        if (pipe == null) {
            throw new AssertionError("no session of " + capability() + " in " + DEADLINE_SECONDS + " s");
        }
        return new Session(pipe);
    }

    private Optional<Message> answer(Message message) throws RlpException {
        if (message.code() != MessageCode.GET_POOLED_TRANSACTIONS) {
            return blocks.answer(message);
        }
        HashesRequest request = HashesRequest.decode(message.payload());
        List<RawTransaction> found = new ArrayList<>();
        for (byte[] hash : request.hashes()) {
            Optional.ofNullable(transactions.get(ByteBuffer.wrap(hash))).ifPresent(found::add);
        }
        byte[] payload = TransactionList.encodeAnswer(request.id(), found);
        return Optional.of(new Message(MessageCode.POOLED_TRANSACTIONS, payload));
    }

    /** What the peer says unasked. */
    public final class Session {
        private final MessagePipe pipe;

        private Session(MessagePipe pipe) {
            this.pipe = pipe;
        }

        /** NewPooledTransactionHashes; they can be fetched from then on. */
        public void announce(List<Transaction> list) throws Exception {
            List<AnnouncedTransaction> announced = new ArrayList<>();
            for (Transaction transaction : list) {
                transactions.put(ByteBuffer.wrap(transaction.hash()), transaction.pooled());
                announced.add(new AnnouncedTransaction(transaction.type(), transaction.size(), transaction.hash()));
            }
            byte[] payload = AnnouncedHashes.encode(version, new Announcement(announced, CellMask.NONE));
            pipe.write(MessageCode.NEW_POOLED_TRANSACTION_HASHES, payload);
        }

        /**
         * NewBlock.
         *
         * @param totalDifficulty up to and including it
         */
        public void propagate(Block block, BigInteger totalDifficulty) throws Exception {
            BlockNotice news = new BlockNotice.Whole(block.encoded(), totalDifficulty);
            pipe.write(BlockNotices.encoded(news));
        }

        /** Transactions. */
        public void send(List<Transaction> list) throws Exception {
            List<RawTransaction> raw = list.stream().map(Transaction::pooled).toList();
            pipe.write(MessageCode.TRANSACTIONS, TransactionList.encode(raw));
        }
    }
}
