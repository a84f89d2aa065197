package org.jackfield.chain;

import java.io.IOException;
import java.util.Optional;
import org.jackfield.rlp.RlpException;

/** Takes blocks: each becomes the head. */
final class BlockIntake implements Intake<byte[]> {

    private final ChainAppender appender;
    private long number;

    BlockIntake(BlockStore store, Genesis genesis) throws IOException {
        appender = new ChainAppender(store, genesis);
    }

    @Override
    public boolean take(byte[] item) throws InvalidBlockException, RlpException, IOException {
        number++;
        Block block = Block.decode(item);
        number = block.header().number();
        return appender.append(block, Optional.empty());
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public void commit() throws IOException {
        appender.commit();
    }

    @Override
    public void close() {
        appender.close();
    }
}
