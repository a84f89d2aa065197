package org.jackfield.chain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * The receipts of a block, in the order of its transactions. Both encodings are lists of those of {@link Receipt}. A value; what
 * its block commits to is computed once, by whoever asks first. For any thread.
 */
public final class ReceiptList {

    private final List<Receipt> receipts;

    /** Computed when it is asked for: twice, if two threads ask at once. */
    private volatile Commitment commitment;

    private record Commitment(byte[] root, Bloom bloom) {}

    public ReceiptList(List<Receipt> receipts) {
        this.receipts = List.copyOf(receipts);
    }

    public List<Receipt> receipts() {
        return receipts;
    }

    /** Reads the form of consensus, eth/68 and before. */
    public static ReceiptList decode(byte[] encoded) throws RlpException {
        return read(encoded, Receipt::read);
    }

    /** Reads the slim form, eth/69 and after. */
    public static ReceiptList decodeSlim(byte[] slim) throws RlpException {
        return read(slim, Receipt::readSlim);
    }

    /** The form of consensus, each receipt with its bloom filter. */
    public byte[] encoded() {
        RlpWriter out = new RlpWriter(384 * receipts.size() + 16).beginList();
        receipts.forEach(receipt -> receipt.write(out));
        return out.endList().toByteArray();
    }

    public byte[] slim() {
        RlpWriter out = new RlpWriter(128 * receipts.size() + 16).beginList();
        receipts.forEach(receipt -> receipt.writeSlim(out));
        return out.endList().toByteArray();
    }

    /** Root of the trie from index to receipt; not to be changed. */
    public byte[] root() {
        return commitment().root();
    }

    /** The filter of all logs: what the block's header has. */
    public Bloom bloom() {
        return commitment().bloom();
    }

    private Commitment commitment() {
        Commitment known = commitment;
        if (known == null) {
            known = new Commitment(
                    TrieRoot.ofList(receipts.stream().map(Receipt::encoded).toList()),
                    Bloom.of(receipts.stream().flatMap(receipt -> receipt.logs().stream())));
            commitment = known;
        }
        return known;
    }

    /** Why these are not the receipts of the block with that header; empty if they are. */
    public Optional<String> objection(BlockHeader header) {
        byte[] root = root();
        if (!Arrays.equals(root, header.receiptsRoot())) {
            return Optional.of(
                    "the receipts root is " + Hex.text(root) + ", its header has " + Hex.text(header.receiptsRoot()));
        }
        return Arrays.equals(bloom().bits(), header.logsBloom())
                ? Optional.empty()
                : Optional.of("the bloom filter of the logs is not that of its header");
    }

    private interface Reading {
        Receipt next(RlpReader items) throws RlpException;
    }

    private static ReceiptList read(byte[] encoded, Reading reading) throws RlpException {
        List<Receipt> receipts = new ArrayList<>();
        for (RlpReader items = RlpReader.ofList(encoded); items.hasNext(); ) {
            receipts.add(reading.next(items));
        }
        return new ReceiptList(receipts);
    }
}
