package org.jackfield.eth;

import java.util.Optional;
import org.jackfield.api.session.MessageSource;
import org.jackfield.api.session.Outgoing;

/**
 * Tells the peer which blocks we have (BlockRangeUpdate, from eth/69 on) as often as geth does (eth/handler.go,
 * shouldSend): every {@value #BLOCKS} blocks, and at once if the head has gone back. Not before the head has moved.
 */
final class RangeNews implements MessageSource {

    private static final int BLOCKS = 32;

    private final EthNetwork network;

    /** Number of the last block told of. */
    private volatile long told;

    RangeNews(EthNetwork network, long told) {
        this.network = network;
        this.told = told;
    }

    long told() {
        return told;
    }

    @Override
    public Optional<Outgoing> next() {
        BlockRange range = network.range();
        long latest = range.latest();
        boolean due = latest < told || latest - told >= BLOCKS;
        return due
                ? Optional.of(new Outgoing(MessageCode.BLOCK_RANGE_UPDATE, range.encoded(), () -> told = latest))
                : Optional.empty();
    }
}
