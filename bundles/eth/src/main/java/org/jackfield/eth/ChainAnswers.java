package org.jackfield.eth;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jackfield.api.Message;
import org.jackfield.chain.Chain;
import org.jackfield.rlp.RlpException;

/**
 * Answers requests from the chain: the payload of one in, that of its answer out. An answer ends with the item that
 * brings it to the specification's soft limit, or before the first block that is not there or would exceed the hard one.
 * For any thread.
 */
final class ChainAnswers {

    /** Soft limit of every answer (devp2p caps/eth.md). */
    static final int SOFT_LIMIT_BYTES = 2 << 20;

    /** Hard limit of a message (devp2p caps/eth.md, "Basic Operation"), less what surrounds the items. */
    static final int HARD_LIMIT_BYTES = (10 << 20) - 64;

    /** geth serves as many (eth/protocols/eth, maxHeadersServe). */
    static final int MAX_HEADERS = 1024;

    private final EthVersion version;
    private final Chain chain;

    ChainAnswers(EthVersion version, Chain chain) {
        this.version = version;
        this.chain = chain;
    }

    /** The answer to a message of this version; empty if it is no request for anything of the chain. */
    Optional<Message> answer(Message message) throws RlpException {
        byte[] payload = message.payload();
        return switch (message.code()) {
            case MessageCode.GET_BLOCK_HEADERS -> answer(MessageCode.BLOCK_HEADERS, headers(payload));
            case MessageCode.GET_BLOCK_BODIES -> answer(MessageCode.BLOCK_BODIES, bodies(payload));
            case MessageCode.GET_NODE_DATA -> answer(MessageCode.NODE_DATA, nodeData(payload));
            case MessageCode.GET_RECEIPTS -> answer(MessageCode.RECEIPTS, receipts(payload));
            case MessageCode.GET_BLOCK_ACCESS_LISTS -> answer(MessageCode.BLOCK_ACCESS_LISTS, accessLists(payload));
            default -> Optional.empty();
        };
    }

    private static Optional<Message> answer(int code, byte[] payload) {
        return Optional.of(new Message(code, payload));
    }

    byte[] headers(byte[] payload) throws RlpException {
        HeadersRequest request = HeadersRequest.decode(payload);
        return Answer.encode(request.id(), chain.headers(request.range(), MAX_HEADERS, SOFT_LIMIT_BYTES));
    }

    byte[] bodies(byte[] payload) throws RlpException {
        return each(HashesRequest.decode(payload), chain::body);
    }

    byte[] receipts(byte[] payload) throws RlpException {
        if (version.since(EthVersion.ETH_70)) {
            return page(ReceiptsRequest.decode(payload));
        }
        HashesRequest request = HashesRequest.decode(payload);
        return each(request, version.since(EthVersion.ETH_69) ? chain::slimReceipts : chain::receipts);
    }

    /** There is no state: nothing is known of any hash. */
    byte[] nodeData(byte[] payload) throws RlpException {
        return Answer.encode(HashesRequest.decode(payload).id(), List.of());
    }

    /** One that is not there leaves a gap, so that the others keep their places (EIP-8159). */
    byte[] accessLists(byte[] payload) throws RlpException {
        return each(
                HashesRequest.decode(payload),
                hash -> Optional.of(chain.accessList(hash).orElse(Answer.NO_ACCESS_LIST)));
    }

    private static byte[] each(HashesRequest request, Function<byte[], Optional<byte[]>> lookup) {
        List<byte[]> items = new ArrayList<>();
        int bytes = 0;
        for (byte[] hash : request.hashes()) {
            Optional<byte[]> item = bytes < SOFT_LIMIT_BYTES ? lookup.apply(hash) : Optional.empty();
            if (item.isEmpty() || bytes + item.get().length > HARD_LIMIT_BYTES) {
                break;
            }
            items.add(item.get());
            bytes += item.get().length;
        }
        return Answer.encode(request.id(), items);
    }

    private byte[] page(ReceiptsRequest request) {
        ReceiptsPage page = new ReceiptsPage();
        long first = request.first();
        for (byte[] hash : request.hashes()) {
            Optional<byte[]> receipts = page.full() ? Optional.empty() : chain.slimReceipts(hash);
            if (receipts.isEmpty()) {
                break;
            }
            try {
                page.add(receipts.get(), first);
            } catch (RlpException e) {
                throw new UncheckedIOException("the chain store is damaged", e);
            }
            first = 0;
        }
        return page.encoded(request.id());
    }
}
