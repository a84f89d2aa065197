package org.jackfield.pool;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jackfield.chain.BlockBody;
import org.jackfield.chain.BlockHeader;
import org.jackfield.chain.Chain;
import org.jackfield.chain.ChainHead;
import org.jackfield.chain.ExportProgress;
import org.jackfield.chain.ExportReport;
import org.jackfield.chain.ExportRequest;
import org.jackfield.chain.Fees;
import org.jackfield.chain.Genesis;
import org.jackfield.chain.HeaderRange;
import org.jackfield.chain.ImportProgress;
import org.jackfield.chain.ImportReport;
import org.jackfield.chain.Network;
import org.jackfield.chain.Transaction;
import org.jackfield.chain.TransactionIndexing;
import org.jackfield.chain.TransactionPlace;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpWriter;

/** Blocks of a test, on the genesis of Hoodi: as much of a chain as the pool looks at. */
final class FakeChain implements Chain {

    private static final Genesis GENESIS = Network.HOODI.genesis();

    static final BigInteger CHAIN_ID = BigInteger.valueOf(GENESIS.chainId());

    private final Map<ByteBuffer, BlockHeader> headers = new HashMap<>();
    private final Map<ByteBuffer, byte[]> bodies = new HashMap<>();
    private final List<BlockHeader> canonical = new ArrayList<>(List.of(GENESIS.header()));

    /** Sets the last of the canonical blocks aside, and puts a new one on top of the rest. */
    void replaceTop(int blocks, List<Transaction> transactions) throws RlpException {
        canonical.subList(canonical.size() - blocks, canonical.size()).clear();
        add(transactions);
    }

    void add(List<Transaction> transactions) throws RlpException {
        BlockHeader parent = canonical.get(canonical.size() - 1);
        BlockHeader header = BlockHeader.decode(header(parent, transactions.size()));
        headers.put(ByteBuffer.wrap(header.hash()), header);
        BlockBody body = new BlockBody(
                transactions.stream().map(Transaction::pooled).toList(), List.of(), Optional.of(List.of()));
        bodies.put(ByteBuffer.wrap(header.hash()), body.encoded());
        canonical.add(header);
    }

    private static byte[] header(BlockHeader parent, int nonce) {
        return new RlpWriter(600)
                .beginList()
                .write(parent.hash())
                .write(new byte[32])
                .write(new byte[20])
                .write(new byte[32])
                .write(new byte[32])
                .write(new byte[32])
                .write(new byte[256])
                .write(0L)
                .write(parent.number() + 1)
                .write(36_000_000L)
                .write((long) nonce)
                .write(parent.timestamp() + 12)
                .write(new byte[0])
                .write(new byte[32])
                .write(new byte[8])
                .endList()
                .toByteArray();
    }

    @Override
    public Genesis genesis() {
        return GENESIS;
    }

    @Override
    public ChainHead head() {
        BlockHeader head = canonical.get(canonical.size() - 1);
        return new ChainHead(head.number(), head.hash(), BigInteger.ZERO, head.timestamp());
    }

    @Override
    public Optional<byte[]> canonicalHash(long number) {
        return header(number).map(BlockHeader::hash);
    }

    @Override
    public Optional<BlockHeader> header(long number) {
        return number < canonical.size() ? Optional.of(canonical.get((int) number)) : Optional.empty();
    }

    @Override
    public Optional<BlockHeader> header(byte[] hash) {
        return Optional.ofNullable(headers.get(ByteBuffer.wrap(hash)));
    }

    @Override
    public Optional<byte[]> accessList(byte[] hash) {
        return Optional.empty();
    }

    @Override
    public Optional<byte[]> body(byte[] hash) {
        return Optional.ofNullable(bodies.get(ByteBuffer.wrap(hash)));
    }

    @Override
    public Optional<BigInteger> totalDifficulty(byte[] hash) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean merged() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Fees nextFees() {
        throw new UnsupportedOperationException();
    }

    @Override
    public OptionalLong numberOf(byte[] hash) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<byte[]> headers(HeaderRange range, int maxCount, int maxBytes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<byte[]> receipts(byte[] hash) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<byte[]> slimReceipts(byte[] hash) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<TransactionPlace> transaction(byte[] hash) {
        throw new UnsupportedOperationException();
    }

    @Override
    public TransactionIndexing transactionIndexing() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ImportReport importBlocks(Path file, ImportProgress progress) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ImportReport importReceipts(Path file, ImportProgress progress) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ExportReport exportBlocks(ExportRequest request, ExportProgress progress) {
        throw new UnsupportedOperationException();
    }
}
