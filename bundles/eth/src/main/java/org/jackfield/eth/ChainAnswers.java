package org.jackfield.eth;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jackfield.chain.Chain;
import org.jackfield.rlp.RlpException;

/**
 * Answers requests from the chain: the payload of one in, that of its answer out. An answer ends with the item that
 * brings it to the specification's soft limit, or before the first block that is not there or would exceed the hard one. For any thread.
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

    byte[] headers(byte[] payload) throws RlpException {
        HeadersRequest request = HeadersRequest.decode(payload);
        return Answer.encode(request.id(), chain.headers(request.range(), MAX_HEADERS, SOFT_LIMIT_BYTES));
    }

    byte[] bodies(byte[] payload) throws RlpException {
        return each(HashesRequest.decode(payload), chain::body);
    }

    byte[] receipts(byte[] payload) throws RlpException {
        return each(
                HashesRequest.decode(payload), version == EthVersion.ETH_68 ? chain::receipts : chain::slimReceipts);
    }

    /** There is no pool of transactions yet: nothing is known of any hash. */
    byte[] pooledTransactions(byte[] payload) throws RlpException {
        return Answer.encode(HashesRequest.decode(payload).id(), List.of());
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
}
