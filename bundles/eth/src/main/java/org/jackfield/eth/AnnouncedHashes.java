package org.jackfield.eth;

import java.util.ArrayList;
import java.util.List;
import org.jackfield.pool.AnnouncedTransaction;
import org.jackfield.pool.CellMask;
import org.jackfield.pool.TransactionMessage.Announcement;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * NewPooledTransactionHashes, whose layout depends on the version:
 *
 * <pre>
 *   to eth/67    [txhash₁: B_32, txhash₂: B_32, ...]
 *   to eth/71    [txtypes: B, [txsize₁: P, ...], [txhash₁: B_32, ...]]              all three of one length
 *   eth/72       [txtypes: B, [txsize₁: P, ...], [txhash₁: B_32, ...], cells: B_16]
 * </pre>
 */
final class AnnouncedHashes {

    /** Soft limit of the message (devp2p caps/eth.md): what a peer sends beyond is checked for its form, and not kept. */
    static final int MAX_HASHES = 4096;

    private static final int HASH_BYTES = 32;

    /** EIP-4844. */
    private static final byte BLOB_TRANSACTION = 3;

    private AnnouncedHashes() {}

    static byte[] encode(EthVersion version, Announcement announcement) {
        List<AnnouncedTransaction> transactions = announcement.transactions();
        RlpWriter out = new RlpWriter(40 * transactions.size() + 48);
        if (!version.since(EthVersion.ETH_68)) {
            writeHashes(transactions, out);
            return out.toByteArray();
        }
        byte[] types = new byte[transactions.size()];
        for (int i = 0; i < types.length; i++) {
            types[i] = (byte) transactions.get(i).type();
        }
        out.beginList().write(types).beginList();
        transactions.forEach(transaction -> out.write(transaction.size()));
        out.endList();
        writeHashes(transactions, out);
        if (version.since(EthVersion.ETH_72)) {
            // Sixteen bytes also where no blobs are announced: geth takes nothing else.
            out.write(announcement.cells().bytes());
        }
        return out.endList().toByteArray();
    }

    private static void writeHashes(List<AnnouncedTransaction> transactions, RlpWriter out) {
        out.beginList();
        transactions.forEach(transaction -> out.write(transaction.hash()));
        out.endList();
    }

    static Announcement decode(EthVersion version, byte[] payload) throws RlpException {
        RlpReader items = RlpReader.ofList(payload);
        if (!version.since(EthVersion.ETH_68)) {
            return new Announcement(readHashes(items), CellMask.ALL);
        }
        byte[] types = items.readBytes();
        RlpReader sizes = items.readList();
        RlpReader hashes = items.readList();
        CellMask cells = version.since(EthVersion.ETH_72) ? readCells(types, items) : CellMask.ALL;
        items.finish();
        int sizeCount = sizes.count();
        int hashCount = hashes.count();
        if (types.length != sizeCount || types.length != hashCount) {
            throw new RlpException(0, types.length + " types, " + sizeCount + " sizes and " + hashCount + " hashes");
        }
        return new Announcement(read(types, sizes, hashes), cells);
    }

    private static List<AnnouncedTransaction> readHashes(RlpReader hashes) throws RlpException {
        List<AnnouncedTransaction> transactions = new ArrayList<>();
        while (hashes.hasNext()) {
            byte[] hash = hashes.readBytes(HASH_BYTES);
            if (transactions.size() < MAX_HASHES) {
                transactions.add(new AnnouncedTransaction(-1, -1, hash));
            }
        }
        return transactions;
    }

    private static List<AnnouncedTransaction> read(byte[] types, RlpReader sizes, RlpReader hashes)
            throws RlpException {
        List<AnnouncedTransaction> transactions = new ArrayList<>();
        for (byte type : types) {
            int size = sizes.readInt();
            byte[] hash = hashes.readBytes(HASH_BYTES);
            if (transactions.size() < MAX_HASHES) {
                transactions.add(new AnnouncedTransaction(Byte.toUnsignedInt(type), size, hash));
            }
        }
        return transactions;
    }

    /** Nothing needs to be told of cells where no blobs are announced (EIP-8070). */
    private static CellMask readCells(byte[] types, RlpReader items) throws RlpException {
        boolean told = hasBlobs(types) || items.nextLength() > 0;
        byte[] cells = items.readBytes(told ? CellMask.BYTES : 0);
        return told ? CellMask.of(cells) : CellMask.NONE;
    }

    private static boolean hasBlobs(byte[] types) {
        for (byte type : types) {
            if (type == BLOB_TRANSACTION) {
                return true;
            }
        }
        return false;
    }
}
