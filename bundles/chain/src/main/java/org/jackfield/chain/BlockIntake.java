package org.jackfield.chain;

import java.io.IOException;

/** Takes blocks of whatever branch. Those that are there get the receipts they lack. */
final class BlockIntake implements Intake<Candidate> {

    private final ChainAppender appender;
    private long number;

    BlockIntake(ChainAppender appender) {
        this.appender = appender;
    }

    @Override
    public boolean take(Candidate block) throws InvalidBlockException, IOException {
        number = block.header().number();
        return appender.append(block);
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public void commit() throws IOException {
        appender.commit();
    }
}
