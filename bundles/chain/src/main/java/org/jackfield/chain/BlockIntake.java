package org.jackfield.chain;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;
import org.jackfield.rlp.RlpException;

/** Takes blocks of whatever branch, from files of whatever form. Those that are there get the receipts they lack. */
final class BlockIntake<T> implements Intake<T> {

    private final ChainAppender appender;
    private final Reading<T> reading;
    private long number;

    /** How an item of the file is read. */
    interface Reading<T> {
        FileBlock read(T item) throws RlpException;
    }

    BlockIntake(ChainAppender appender, Reading<T> reading) {
        this.appender = appender;
        this.reading = reading;
    }

    @Override
    public boolean take(T item) throws InvalidBlockException, RlpException, IOException {
        number++;
        FileBlock block = reading.read(item);
        number = block.block().header().number();
        if (block.totalDifficulty().isPresent()) {
            checkDifficulty(block.block().header(), block.totalDifficulty().get());
        }
        return appender.append(block.block(), block.receipts());
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

    private void checkDifficulty(BlockHeader header, BigInteger total) throws InvalidBlockException {
        Optional<BigInteger> before = appender.totalDifficulty(header.parentHash());
        if (before.isPresent() && !total.equals(before.get().add(header.difficulty()))) {
            throw new InvalidBlockException("its total difficulty is " + total + ", that before it is " + before.get());
        }
    }
}
