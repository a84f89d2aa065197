package org.jackfield.eth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import org.jackfield.chain.ForkId;
import org.jackfield.chain.HeaderRange;
import org.jackfield.chain.Hex;
import org.jackfield.chain.RawTransaction;
import org.jackfield.chain.ReceiptList;
import org.jackfield.pool.AnnouncedTransaction;
import org.jackfield.pool.CellMask;
import org.jackfield.pool.CellsAnswer;
import org.jackfield.pool.TransactionMessage.Announcement;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpWriter;
import org.junit.jupiter.api.Test;

/**
 * The messages of go-ethereum eth/protocols/eth/protocol_test.go (TestMessages, TestEmptyMessages), and what its
 * StatusPacket and BlockRangeUpdatePacket encode to.
 */
class MessageVectorsTest {

    private static final String HASH_1 = "00000000000000000000000000000000000000000000000000000000deadc0de";
    private static final String HASH_2 = "00000000000000000000000000000000000000000000000000000000feedbeef";
    private static final String TRANSACTIONS =
            "f867088504a817c8088302e2489435353535353535353535353535353535353535358202008025a064b1702d9298fee62dfeccc57d32"
                    + "2a463ad55ca201256d01f62b45b2e1c21c12a064b1702d9298fee62dfeccc57d322a463ad55ca201256d01f62b45b2e1c"
                    + "21c10f867098504a817c809830334509435353535353535353535353535353535353535358202d98025a052f8f61201b2"
                    + "b11a78d6e866abc9c3db2ae8631fa656bfe5cb53668255367afba052f8f61201b2b11a78d6e866abc9c3db2ae8631fa65"
                    + "6bfe5cb53668255367afb";
    private static final String SLIM_RECEIPTS =
            "f8d3f866808082014df85ff85d940000000000000000000000000000000000000011f842a00000000000000000000000000000000000"
                    + "00000000000000000000000000deada0000000000000000000000000000000000000000000000000000000000000beef8301"
                    + "00fff86901018201bcf862f860940000000000000000000000000000000000000022f842a0000000000000000000000000000"
                    + "0000000000000000000000000000000005668a00000000000000000000000000000000000000000000000000000000000009"
                    + "77386020f0f0f0608";

    @Test
    void getBlockHeadersByHash() throws RlpException {
        byte[] wire = Hex.bytes("e8820457e4a0" + HASH_1 + "050580");
        HeadersRequest request = HeadersRequest.decode(wire);
        assertEquals(1111, request.id());
        assertArrayEquals(Hex.bytes(HASH_1), request.range().startHash().orElseThrow());
        assertEquals(5, request.range().limit());
        assertEquals(5, request.range().skip());
        assertArrayEquals(wire, request.encoded());
    }

    @Test
    void getBlockHeadersByNumber() throws RlpException {
        byte[] wire = Hex.bytes("ca820457c682270f050580");
        HeadersRequest request = HeadersRequest.decode(wire);
        assertEquals(HeaderRange.of(9999, 5, 5, false), request.range());
        assertArrayEquals(wire, request.encoded());
    }

    @Test
    void requestsByHash() throws RlpException {
        byte[] wire = Hex.bytes("f847820457f842a0" + HASH_1 + "a0" + HASH_2);
        HashesRequest request = HashesRequest.decode(wire);
        assertEquals(1111, request.id());
        assertArrayEquals(Hex.bytes(HASH_2), request.hashes().get(1));
        assertArrayEquals(wire, request.encoded());
    }

    @Test
    void emptyMessages() throws RlpException {
        byte[] wire = Hex.bytes("c4820457c0");
        assertArrayEquals(wire, Answer.encode(1111, List.of()));
        assertTrue(HashesRequest.decode(wire).hashes().isEmpty());
        assertTrue(!Answer.decode(wire).items().hasNext());
    }

    @Test
    void answersHoldTheirItems() throws RlpException {
        byte[] wire = Hex.bytes("f8d7820457f8d2" + TRANSACTIONS);
        Answer answer = Answer.decode(wire);
        assertArrayEquals(
                wire,
                Answer.encode(
                        answer.id(),
                        List.of(answer.items().readRaw(), answer.items().readRaw())));
        List<RawTransaction> transactions = TransactionList.decode(Hex.bytes("f8d2" + TRANSACTIONS));
        assertArrayEquals(Hex.bytes("f8d2" + TRANSACTIONS), TransactionList.encode(transactions));
        assertArrayEquals(wire, TransactionList.encodeAnswer(1111, transactions));
    }

    @Test
    void receiptsLoseTheirBloomAndBecomeOfOneForm() throws RlpException {
        byte[] logs1 = Hex.bytes("f85ff85d940000000000000000000000000000000000000011f842a0"
                + "000000000000000000000000000000000000000000000000000000000000dead"
                + "a0000000000000000000000000000000000000000000000000000000000000beef830100ff");
        byte[] logs2 = Hex.bytes("f862f860940000000000000000000000000000000000000022f842a0"
                + "0000000000000000000000000000000000000000000000000000000000005668"
                + "a0000000000000000000000000000000000000000000000000000000000000977386020f0f0f0608");
        byte[] typed = new RlpWriter()
                .beginList()
                .write(1L)
                .write(444L)
                .write(new byte[256])
                .writeRaw(logs2)
                .endList()
                .toByteArray();
        byte[] withType = new byte[1 + typed.length];
        withType[0] = 1;
        System.arraycopy(typed, 0, withType, 1, typed.length);
        byte[] full = new RlpWriter()
                .beginList()
                .beginList()
                .write(0L)
                .write(333L)
                .write(new byte[256])
                .writeRaw(logs1)
                .endList()
                .write(withType)
                .endList()
                .toByteArray();
        assertEquals("0x" + SLIM_RECEIPTS, Hex.text(ReceiptList.decode(full).slim()));
    }

    @Test
    void statusOfEth69() throws RlpException {
        byte[] wire = Hex.bytes(
                "f85945870c72dd9d5e883ea0bd6a252af394d80904c5993b859574bd4669642cea00a116970ec7887db67533c98497c2c34c831d4c0001820258a044e3809c9a3cda717f00aea3a9da336d149612c8d5657fbc0028176ef8d94d2a");
        Status status = Status.decode(EthVersion.ETH_69, wire);
        assertEquals(69, status.version());
        assertEquals(3503995874084926L, status.networkId());
        assertEquals(new ForkId(0x97c2c34c, 1_920_000), status.forkId());
        BlockRange range = ((Status.Eth69Status) status).range();
        assertEquals(1, range.earliest());
        assertEquals(600, range.latest());
        assertArrayEquals(status.head(), range.latestHash());
        assertArrayEquals(wire, status.encoded());
    }

    @Test
    void blockRangeUpdate() throws RlpException {
        byte[] wire = Hex.bytes("e501820258a044e3809c9a3cda717f00aea3a9da336d149612c8d5657fbc0028176ef8d94d2a");
        BlockRange range = BlockRange.decode(wire);
        assertArrayEquals(wire, range.encoded());
        assertEquals(600, range.latest());
        assertTrue(Hex.text(range.latestHash()).startsWith("0x44e3809c"));
    }

    /** What the packets of go-ethereum 1.17.10 encode to: GetReceiptsPacket70, ReceiptsPacket70. */
    @Test
    void receiptsInParts() throws RlpException {
        byte[] wire = Hex.bytes("f84882045707f842a0" + HASH_1 + "a0" + HASH_2);
        ReceiptsRequest request = ReceiptsRequest.decode(wire);
        assertEquals(1111, request.id());
        assertEquals(7, request.first());
        assertArrayEquals(Hex.bytes(HASH_1), request.hashes().get(0));
        assertArrayEquals(wire, request.encoded());

        ReceiptsPage page = new ReceiptsPage();
        page.add(Hex.bytes(SLIM_RECEIPTS), 0);
        assertEquals("0xf8db82045780f8d5" + SLIM_RECEIPTS, Hex.text(page.encoded(1111)));
        ReceiptsAnswer answer = ReceiptsAnswer.decode(EthVersion.ETH_70, Hex.bytes("f8db82045701f8d5" + SLIM_RECEIPTS));
        assertEquals(1111, answer.id());
        assertTrue(answer.incomplete());
        assertArrayEquals(Hex.bytes(SLIM_RECEIPTS), answer.blocks().get(0));
    }

    /** EIP-8159: an empty string for each that is not known. The request is go-ethereum's GetBlockAccessListsPacket. */
    @Test
    void accessListsThatAreNotKnown() throws RlpException {
        byte[] request = Hex.bytes("f847820457f842a0" + HASH_1 + "a0" + HASH_2);
        byte[] wire = Hex.bytes("c6820457c28080");
        assertArrayEquals(wire, Answer.encode(1111, List.of(new byte[] {(byte) 0x80}, new byte[] {(byte) 0x80})));
        assertEquals(2, HashesRequest.decode(request).hashes().size());
        assertEquals(2, Answer.decode(wire).items().count());
    }

    /** What go-ethereum 1.17.10 encodes to: GetCellsRequestPacket with cells 5 and 21, CellsPacket without any. */
    @Test
    void cells() throws RlpException {
        String mask = "20002000000000000000000000000000";
        byte[] wire = Hex.bytes("f6820457e1a0" + HASH_1 + "90" + mask);
        CellsRequest request = CellsRequest.decode(wire);
        assertEquals(1111, request.id());
        assertArrayEquals(Hex.bytes(HASH_1), request.transactions().get(0));
        assertEquals(CellMask.of(Hex.bytes(mask)), request.cells());
        assertArrayEquals(wire, request.encoded());
        byte[] none = new Cells(1111, CellsAnswer.NOTHING).encoded();
        assertEquals("0xd6820457c0c090" + "00".repeat(16), Hex.text(none));
        assertEquals(1111, Cells.decode(none).id());
    }

    /** go-ethereum's NewPooledTransactionHashesPacket72 with cells 5 and 21. */
    @Test
    void announcedTransactionsWithCells() throws RlpException {
        byte[] wire = Hex.bytes("f603c105e1a0" + HASH_1 + "90" + "20002000000000000000000000000000");
        Announcement announcement = AnnouncedHashes.decode(EthVersion.ETH_72, wire);
        AnnouncedTransaction announced = announcement.transactions().get(0);
        assertEquals(3, announced.type());
        assertEquals(5, announced.size());
        assertArrayEquals(Hex.bytes(HASH_1), announced.hash());
        assertTrue(announcement.cells().has(5) && announcement.cells().has(21));
        assertEquals(2, announcement.cells().count());
        assertArrayEquals(wire, AnnouncedHashes.encode(EthVersion.ETH_72, announcement));
        assertThrows(RlpException.class, () -> AnnouncedHashes.decode(EthVersion.ETH_71, wire));
    }

    /** EIP-2364's layout, by hand. */
    @Test
    void statusOfEth68() throws RlpException {
        byte[] wire = Hex.bytes("f854440185010000000fa0" + HASH_1 + "a0" + HASH_2 + "c984fc64ec0483118c30");
        Status.Eth68Status status = (Status.Eth68Status) Status.decode(EthVersion.ETH_68, wire);
        assertEquals(68, status.version());
        assertEquals(new BigInteger("010000000f", 16), status.totalDifficulty());
        assertArrayEquals(Hex.bytes(HASH_1), status.head());
        assertArrayEquals(Hex.bytes(HASH_2), status.genesis());
        assertEquals(new ForkId(0xfc64ec04, 1_150_000), status.forkId());
        assertArrayEquals(wire, status.encoded());
    }
}
