package org.jackfield.eth;

import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.Message;
import org.jackfield.rlp.RlpException;

/**
 * Takes the messages of a peer that has sent its Status: requests are answered, all others given to the peer's seats. What
 * no seat wants is checked for its form all the same, counted and ignored. On the session's thread.
 */
final class Inbound {

    private final EthVersion version;
    private final ChainAnswers blocks;
    private final PoolAnswers pool;
    private final RemotePeer peer;
    private final BlockMessages blockMessages;
    private final TransactionMessages transactionMessages;

    Inbound(EthVersion version, EthNetwork network, RemotePeer peer, Seats seats) {
        this.version = version;
        this.peer = peer;
        blocks = new ChainAnswers(version, network.chain());
        pool = new PoolAnswers(seats.transactions());
        blockMessages = new BlockMessages(version, peer, seats.sync());
        transactionMessages = new TransactionMessages(version, seats.transactions());
    }

    /** The answer, if the message is a request. */
    Optional<Message> take(Message message) throws RlpException, DisconnectException {
        if (!version.has(message.code())) {
            throw DisconnectException.breach(MessageCode.name(message.code()) + " is not of " + version.capability());
        }
        Optional<Message> answer = blocks.answer(message);
        if (answer.isEmpty()) {
            answer = pool.answer(message);
        }
        if (answer.isEmpty() && !wanted(message)) {
            peer.ignore(message.code());
        }
        return answer;
    }

    private boolean wanted(Message message) throws RlpException, DisconnectException {
        byte[] payload = message.payload();
        return switch (message.code()) {
            case MessageCode.STATUS -> throw DisconnectException.subprotocol("a second Status");
            case MessageCode.NEW_BLOCK_HASHES -> blockMessages.newBlockHashes(payload);
            case MessageCode.NEW_BLOCK -> blockMessages.newBlock(payload);
            case MessageCode.BLOCK_RANGE_UPDATE -> blockMessages.blockRangeUpdate(payload);
            case MessageCode.BLOCK_HEADERS -> blockMessages.headers(payload);
            case MessageCode.BLOCK_BODIES -> blockMessages.bodies(payload);
            case MessageCode.RECEIPTS -> blockMessages.receipts(payload);
            case MessageCode.BLOCK_ACCESS_LISTS -> blockMessages.accessLists(payload);
            case MessageCode.TRANSACTIONS -> transactionMessages.transactions(payload);
            case MessageCode.NEW_POOLED_TRANSACTION_HASHES -> transactionMessages.announced(payload);
            case MessageCode.POOLED_TRANSACTIONS -> transactionMessages.pooled(payload);
            case MessageCode.CELLS -> transactionMessages.cells(payload);
            default -> unasked(payload);
        };
    }

    /** NodeData: we never ask for it. */
    private static boolean unasked(byte[] payload) throws RlpException {
        Answer.decode(payload);
        return false;
    }
}
