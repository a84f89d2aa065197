package org.jackfield.ethapi;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.chain.Block;
import org.jackfield.chain.BlockHeader;
import org.jackfield.chain.Bloom;
import org.jackfield.chain.HeaderRange;
import org.jackfield.chain.ReceiptList;
import org.jackfield.rlp.RlpException;

/**
 * Goes through the chain for {@code eth_getLogs}: the bloom filter of each header says whether its receipts are to be looked
 * at.
 *
 * @param maxBlocks of a range
 * @param maxLogs of an answer
 */
record LogSearch(Blocks blocks, int maxBlocks, int maxLogs) {

    private static final int HEADERS_AT_ONCE = 1_024;
    private static final int HEADER_BYTES_AT_ONCE = 4 * 1024 * 1024;
    /** What Infura and others answer with when there is too much; geth has no such bound. */
    private static final int LIMIT_EXCEEDED = -32005;

    /** @param query a filter object */
    List<Map<String, Object>> search(Map<?, ?> query) throws RpcException {
        Optional<Object> hash = Arguments.member(query, "blockHash");
        Optional<BlockId> from = LogFilter.bound(query, "fromBlock");
        Optional<BlockId> to = LogFilter.bound(query, "toBlock");
        if (hash.isPresent() && (from.isPresent() || to.isPresent())) {
            throw new IllegalArgumentException(
                    "cannot specify both BlockHash and FromBlock/ToBlock, choose one or the other");
        }
        LogFilter filter = LogFilter.of(query);
        List<Map<String, Object>> found = new ArrayList<>();
        if (hash.isPresent()) {
            BlockHeader header = blocks.chain()
                    .header(Arguments.hash(hash.get()))
                    .orElseThrow(() -> RpcException.failed("unknown block"));
            collect(header, filter, found);
        } else {
            collect(from.orElse(BlockId.Tag.LATEST), to.orElse(BlockId.Tag.LATEST), filter, found);
        }
        return found;
    }

    /** The logs of one block that match. */
    List<Map<String, Object>> logs(BlockHeader header, LogFilter filter, boolean removed) throws RpcException {
        if (!filter.mayMatch(new Bloom(header.logsBloom()))) {
            return List.of();
        }
        Optional<Block> block = blocks.block(header);
        Optional<byte[]> slim = blocks.chain().slimReceipts(header.hash());
        if (block.isEmpty() || slim.isEmpty()) {
            throw RpcException.failed("the receipts of block " + header.number() + " are not here");
        }
        LogJson json = new LogJson(header, block.get().body().transactions(), removed);
        return LogJson.placed(receipts(slim.get()).receipts()).stream()
                .filter(placed -> filter.matches(placed.log()))
                .map(json::of)
                .toList();
    }

    static ReceiptList receipts(byte[] slim) {
        try {
            return ReceiptList.decodeSlim(slim);
        } catch (RlpException e) {
            throw new UncheckedIOException("the chain store holds receipts that cannot be read", e);
        }
    }

    private void collect(BlockId from, BlockId to, LogFilter filter, List<Map<String, Object>> found)
            throws RpcException {
        long head = blocks.chain().head().number();
        long first = number(from, head);
        long last = number(to, head);
        if (first > last) {
            throw RpcException.invalidParams("invalid block range params");
        }
        if (last > head) {
            throw RpcException.invalidParams("block range extends beyond current head block");
        }
        if (last - first >= maxBlocks) {
            throw RpcException.invalidParams("exceed maximum block range " + maxBlocks);
        }
        for (long next = first; next <= last; ) {
            HeaderRange range = HeaderRange.of(next, last - next + 1, 0, false);
            List<byte[]> headers = blocks.chain().headers(range, HEADERS_AT_ONCE, HEADER_BYTES_AT_ONCE);
            if (headers.isEmpty()) {
                // The chain has become shorter meanwhile.
                return;
            }
            for (byte[] encoded : headers) {
                collect(decode(encoded), filter, found);
            }
            next += headers.size();
        }
    }

    private void collect(BlockHeader header, LogFilter filter, List<Map<String, Object>> found) throws RpcException {
        found.addAll(logs(header, filter, false));
        if (found.size() > maxLogs) {
            throw new RpcException(LIMIT_EXCEEDED, "query returned more than " + maxLogs + " results");
        }
    }

    private long number(BlockId id, long head) throws RpcException {
        if (id == BlockId.Tag.PENDING) {
            throw RpcException.invalidParams("pending logs are not supported");
        }
        if (id instanceof BlockId.Numbered numbered) {
            return numbered.number();
        }
        return id == BlockId.Tag.LATEST
                ? head
                : blocks.header(id).map(BlockHeader::number).orElse(head);
    }

    private static BlockHeader decode(byte[] encoded) {
        try {
            return BlockHeader.decode(encoded);
        } catch (RlpException e) {
            throw new UncheckedIOException("the chain store holds a header that cannot be read", e);
        }
    }
}
