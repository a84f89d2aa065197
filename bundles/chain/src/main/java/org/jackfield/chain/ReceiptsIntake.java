package org.jackfield.chain;

import java.io.IOException;
import java.util.Optional;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;

/**
 * Takes the receipts of blocks that are there: {@code [number: P, block-hash: B_32, [receipt₁, receipt₂, ...]]} each,
 * receipts in the slim form. They are stored as they come, once they match their header.
 */
final class ReceiptsIntake implements Intake<byte[]> {

    private static final long BATCH_BYTES = 4L << 20;

    private final BlockStore store;
    private final StoreBatch batch = new StoreBatch();
    private long number;

    ReceiptsIntake(BlockStore store) {
        this.store = store;
    }

    @Override
    public boolean take(byte[] item) throws InvalidBlockException, RlpException, IOException {
        number++;
        RlpReader fields = RlpReader.ofList(item);
        number = fields.readLong();
        byte[] hash = fields.readBytes(32);
        byte[] slim = fields.readRaw();
        fields.finish();
        BlockHeader header = header(hash);
        ReceiptList receipts = ReceiptList.decodeSlim(slim);
        Optional<String> objection = receipts.objection(header);
        if (objection.isPresent()) {
            throw new InvalidBlockException(objection.get());
        }
        boolean there = receipts.receipts().isEmpty()
                || store.slimReceipts(number, hash).isPresent();
        if (!there) {
            batch.putReceipts(number, hash, slim);
            if (batch.bytes() >= BATCH_BYTES) {
                commit();
            }
        }
        return !there;
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public void commit() throws IOException {
        store.commit(batch);
    }

    private BlockHeader header(byte[] hash) throws InvalidBlockException, RlpException {
        Optional<byte[]> header = store.header(number, hash);
        if (header.isEmpty()) {
            throw new InvalidBlockException("the chain here has no such block " + Hex.text(hash));
        }
        return BlockHeader.decode(header.get());
    }
}
