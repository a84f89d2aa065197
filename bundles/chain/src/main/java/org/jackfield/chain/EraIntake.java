package org.jackfield.chain;

import java.io.IOException;
import java.util.Optional;

/** Takes blocks with their receipts: those that are new become the head, those that are there get what they lack. */
final class EraIntake implements Intake<EraFile.Entry> {

    private final ChainAppender appender;
    private long number;

    EraIntake(BlockStore store, Genesis genesis) throws IOException {
        appender = new ChainAppender(store, genesis);
    }

    @Override
    public boolean take(EraFile.Entry entry) throws InvalidBlockException, IOException {
        BlockHeader header = entry.block().header();
        number = header.number();
        Optional<String> objection = entry.receipts().objection(header);
        if (objection.isPresent()) {
            throw new InvalidBlockException(objection.get());
        }
        boolean follows = number == appender.last().number() + 1;
        if (follows
                && !entry.totalDifficulty().equals(appender.totalDifficulty().add(header.difficulty()))) {
            throw new InvalidBlockException("its total difficulty is " + entry.totalDifficulty()
                    + ", that before it is " + appender.totalDifficulty());
        }
        return appender.append(entry.block(), Optional.of(entry.receipts()));
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
