package org.jackfield.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;
import org.junit.jupiter.api.Test;

class BlockTest {

    private final List<Block> blocks = Golden.blocks();

    @Test
    void realBlocksComeBackByteForByte() throws RlpException {
        RlpReader file = RlpReader.of(Golden.chainFile());
        for (Block block : blocks) {
            byte[] original = file.readRaw();
            assertArrayEquals(original, block.encoded());
            byte[] body = block.body().encoded();
            assertArrayEquals(body, BlockBody.decode(body).encoded());
        }
        file.finish();
    }

    @Test
    void everyBlockNamesTheHashOfTheOneBeforeIt() {
        BlockHeader parent = Golden.genesis().header();
        for (Block block : blocks) {
            assertArrayEquals(parent.hash(), block.header().parentHash());
            parent = block.header();
        }
        assertEquals(Golden.BLOCKS, parent.number());
    }

    @Test
    void rootsOfBodiesAreThoseOfTheHeaders() {
        for (Block block : blocks) {
            BlockHeader header = block.header();
            assertArrayEquals(header.transactionsRoot(), block.body().transactionsRoot());
            assertArrayEquals(header.ommersHash(), block.body().ommersHash());
            assertArrayEquals(
                    header.withdrawalsRoot().orElseThrow(),
                    block.body().withdrawalsRoot().orElseThrow());
        }
    }

    @Test
    void aBodyFitsItsOwnHeaderAndNoOther() {
        BlockBody body = blocks.get(12).body();
        for (Block block : blocks) {
            assertTrue(block.body().fits(block.header()));
            assertEquals(block == blocks.get(12), body.fits(block.header()));
        }
    }

    @Test
    void aBodyThatDiffersInOneOfItsListsDoesNotFit() {
        BlockHeader header = blocks.get(4).header();
        BlockBody body = blocks.get(4).body();
        Optional<List<Withdrawal>> none = Optional.empty();
        Optional<List<Withdrawal>> one = Optional.of(List.of(new Withdrawal(1, 2, new byte[20], 3)));
        RawTransaction other = blocks.get(12).body().transactions().get(0);
        assertFalse(new BlockBody(body.transactions(), List.of(), none).fits(header));
        assertFalse(new BlockBody(body.transactions(), List.of(), one).fits(header));
        assertFalse(new BlockBody(body.transactions(), List.of(header), body.withdrawals()).fits(header));
        assertFalse(new BlockBody(List.of(other), List.of(), body.withdrawals()).fits(header));
        assertTrue(new BlockBody(body.transactions(), List.of(), body.withdrawals()).fits(header));
    }

    @Test
    void theBlocksHoldTransactionsOfEveryTypeFromLegacyToSetCode() {
        Set<Integer> types = new TreeSet<>();
        blocks.forEach(block -> block.body().transactions().forEach(transaction -> types.add(transaction.type())));
        assertEquals(Set.of(0, 1, 2, 3, 4), types);
    }

    @Test
    void fieldsAppearWithTheirForks() {
        BlockHeader shanghai = blocks.get(4).header();
        assertEquals(50, shanghai.timestamp());
        assertTrue(
                shanghai.withdrawalsRoot().isPresent() && shanghai.blobGasUsed().isEmpty());
        BlockHeader cancun = blocks.get(5).header();
        assertTrue(cancun.excessBlobGas().isPresent() && cancun.requestsHash().isEmpty());
        BlockHeader prague = blocks.get(11).header();
        assertTrue(
                prague.parentBeaconRoot().isPresent() && prague.requestsHash().isPresent());
    }

    @Test
    void fieldsOfForksToComeAreKept() throws RlpException {
        byte[] longer = withExtraFields(blocks.get(11).header());
        BlockHeader header = BlockHeader.decode(longer);
        assertArrayEquals(longer, header.encoded());
        assertEquals(12, header.number());
    }

    @Test
    void numbersBeyond63BitsAreRefused() {
        RlpWriter out = new RlpWriter().beginList();
        out.write(new byte[32]).write(new byte[32]).write(new byte[20]);
        out.write(new byte[32]).write(new byte[32]).write(new byte[32]).write(new byte[256]);
        out.write(1L).write(BigInteger.ONE.shiftLeft(63)).endList();
        RlpException error = assertThrows(RlpException.class, () -> BlockHeader.decode(out.toByteArray()));
        assertTrue(error.getMessage().contains("exceeds 63 bits"), error.getMessage());
    }

    @Test
    void malformedHeadersRaiseNothingButRlpException() throws RlpException {
        Fuzz.run(blocks.get(11).header().encoded(), BlockHeader::decode);
    }

    @Test
    void malformedBodiesRaiseNothingButRlpException() throws RlpException {
        Fuzz.run(blocks.get(12).body().encoded(), BlockBody::decode);
    }

    /** Hence what was read may be stored as it came. */
    @Test
    void whateverIsReadAsABodyIsItsOneEncoding() throws RlpException {
        for (Block block : List.of(blocks.get(4), blocks.get(11), blocks.get(12))) {
            Fuzz.run(block.body().encoded(), encoded -> {
                BlockBody body = BlockBody.decode(encoded);
                assertArrayEquals(encoded, rewritten(body));
            });
            assertArrayEquals(
                    block.body().encoded(), Block.decode(block.encoded()).body().encoded());
            assertArrayEquals(block.body().encoded(), rewritten(block.body()));
        }
    }

    @Test
    void malformedBlocksRaiseNothingButRlpException() throws RlpException {
        Fuzz.run(blocks.get(11).encoded(), Block::decode);
    }

    @Test
    void aTypedTransactionNeedsATypeBelow0x80AndOneList() {
        assertThrows(RlpException.class, () -> read(new byte[] {(byte) 0x82, (byte) 0x80, (byte) 0xc0}));
        assertThrows(RlpException.class, () -> read(new byte[] {(byte) 0x82, 0x02, 0x05}));
        assertThrows(RlpException.class, () -> read(new byte[] {(byte) 0x83, 0x02, (byte) 0xc0, (byte) 0xc0}));
        assertThrows(RlpException.class, () -> read(new byte[] {0x02}));
    }

    @Test
    void aLegacyTransactionHasNineStrings() throws RlpException {
        RlpWriter nine = new RlpWriter().beginList();
        for (int i = 0; i < 9; i++) {
            nine.write(i);
        }
        assertEquals(0, read(nine.endList().toByteArray()).type());
        assertThrows(
                RlpException.class,
                () -> read(new RlpWriter().beginList().write(1L).endList().toByteArray()));
    }

    private static byte[] rewritten(BlockBody body) {
        return new BlockBody(body.transactions(), body.ommers(), body.withdrawals()).encoded();
    }

    private static RawTransaction read(byte[] item) throws RlpException {
        return RawTransaction.read(RlpReader.of(item));
    }

    private static byte[] withExtraFields(BlockHeader header) throws RlpException {
        RlpWriter out = new RlpWriter().beginList();
        for (RlpReader items = RlpReader.ofList(header.encoded()); items.hasNext(); ) {
            out.writeRaw(items.readRaw());
        }
        return out.write(new byte[32]).write(7L).endList().toByteArray();
    }
}
