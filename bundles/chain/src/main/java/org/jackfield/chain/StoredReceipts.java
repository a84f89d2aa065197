package org.jackfield.chain;

import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rocksdb.Database;

/** The receipts in a store: slim; full in a store of old; and of a block that has none nothing is stored. */
final class StoredReceipts {

    private static final byte[] EMPTY_LIST = {(byte) 0xc0};
    /** Parent, ommers, beneficiary, roots of state and transactions. */
    private static final int FIELDS_BEFORE_RECEIPTS_ROOT = 5;

    private final Database database;

    StoredReceipts(Database database) {
        this.database = database;
    }

    /** Known without having been stored if a block has none. */
    Optional<byte[]> slim(BlockHeader header) {
        return Arrays.equals(header.receiptsRoot(), TrieRoot.EMPTY)
                ? Optional.of(EMPTY_LIST.clone())
                : slim(header.number(), header.hash());
    }

    /** The same of a block that is stored. What is asked for much more often than that there are none is looked for first. */
    Optional<byte[]> slim(long number, byte[] hash) {
        Optional<byte[]> slim = database.get(StoreKey.receipts(number, hash));
        return slim.isPresent()
                ? slim
                : database.get(StoreKey.header(number, hash)).flatMap(header -> notStoredSlim(number, hash, header));
    }

    private Optional<byte[]> notStoredSlim(long number, byte[] hash, byte[] header) {
        return Arrays.equals(receiptsRoot(header), TrieRoot.EMPTY)
                ? Optional.of(EMPTY_LIST.clone())
                : database.get(StoreKey.fullReceipts(number, hash)).map(StoredReceipts::slimmed);
    }

    /** Without decoding and hashing all of the header. */
    private byte[] receiptsRoot(byte[] header) {
        try {
            RlpReader fields = RlpReader.ofList(header);
            for (int i = 0; i < FIELDS_BEFORE_RECEIPTS_ROOT; i++) {
                fields.skip();
            }
            return fields.readBytes(TrieRoot.EMPTY.length);
        } catch (RlpException e) {
            throw database.damaged(e.getMessage());
        }
    }

    private static byte[] slimmed(byte[] fullReceipts) {
        try {
            return ReceiptList.decode(fullReceipts).slim();
        } catch (RlpException e) {
            throw new UncheckedIOException("the chain store is damaged", e);
        }
    }
}
