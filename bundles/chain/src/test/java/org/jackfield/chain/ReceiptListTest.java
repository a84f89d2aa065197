package org.jackfield.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptListTest {

    /** The contract in the test chain's genesis that logs the word "emit" and the hash of what it was sent. */
    private static final Address EMITTER = Address.parse("7dcd17433742f4c0ca53122ab541d0ba67fc27df");

    private static final byte[] EMIT = Hex.bytes("00".repeat(28) + "656d6974");

    private static final Log LOG = new Log(EMITTER, List.of(EMIT, Hex.bytes("07".repeat(32))), Hex.bytes("0100ff"));

    /** One failed of before EIP-658's status, and one each of all types. */
    private static final ReceiptList ALL = new ReceiptList(List.of(
            new Receipt(0, Hex.bytes("ab".repeat(32)), 21_000, List.of()),
            Receipt.of(0, true, 50_000, List.of(LOG)),
            Receipt.of(1, false, 90_000, List.of()),
            Receipt.of(2, true, 5_000_000_000L, List.of(LOG, LOG)),
            Receipt.of(3, true, 5_000_000_001L, List.of(new Log(EMITTER, List.of(), new byte[300]))),
            Receipt.of(4, true, 5_000_000_002L, List.of())));

    /** Block, type and second topic from the chain's txinfo.json; the contract logs how often it was called before. */
    @ParameterizedTest
    @CsvSource({
        "7, 2, 0, 3569f740e521d8bb11c5b72660dc96272ad66bfd811ed918c3a9e02acd4ade8f",
        "8, 1, 1, 881a8434f98b103a2ee48727304618ca54234f1474c44bef70c21accc4dbc0a7",
        "9, 3, 2, 63cde520fb894276a981d2c9099bef9beb949121c1be98f3abe1b721d880899f",
        "10, 0, 3, b8d28e7b703baf999848ecbba44026cb6479b3f0466037bcf2221ffc3f8549f9"
    })
    void rootAndBloomAreThoseOfRealHeaders(int number, int type, int before, String topic) {
        Block block = Golden.blocks().get(number - 1);
        byte[] data = new byte[32];
        data[31] = (byte) before;
        Log log = new Log(EMITTER, List.of(EMIT, Hex.bytes(topic)), data);
        ReceiptList receipts =
                new ReceiptList(List.of(Receipt.of(type, true, block.header().gasUsed(), List.of(log))));
        assertEquals(Optional.empty(), receipts.objection(block.header()));
    }

    @Test
    void whatIsNotTheHeadersIsTold() {
        BlockHeader header = Golden.blocks().get(6).header();
        assertTrue(ALL.objection(header).orElseThrow().startsWith("the receipts root is 0x"));
        HeaderDraft draft = new HeaderDraft();
        draft.receiptsRoot = ALL.root();
        assertEquals(
                "the bloom filter of the logs is not that of its header",
                ALL.objection(draft.header()).orElseThrow());
        draft.logsBloom = ALL.bloom().bits();
        assertEquals(Optional.empty(), ALL.objection(draft.header()));
        assertEquals(Optional.empty(), new ReceiptList(List.of()).objection(new HeaderDraft().header()));
    }

    @Test
    void bothFormsComeBackByteForByte() throws RlpException {
        byte[] encoded = ALL.encoded();
        byte[] slim = ALL.slim();
        assertArrayEquals(encoded, ReceiptList.decode(encoded).encoded());
        assertArrayEquals(slim, ReceiptList.decodeSlim(slim).slim());
        assertArrayEquals(slim, ReceiptList.decode(encoded).slim());
        assertArrayEquals(encoded, ReceiptList.decodeSlim(slim).encoded());
        assertTrue(slim.length < encoded.length - 6 * Bloom.BYTES);
    }

    @Test
    void outcomesAreTold() {
        assertEquals(Optional.empty(), ALL.receipts().get(0).success());
        assertEquals(
                "0x" + "ab".repeat(32),
                Hex.text(ALL.receipts().get(0).stateRoot().orElseThrow()));
        assertEquals(Optional.of(true), ALL.receipts().get(1).success());
        assertEquals(Optional.of(false), ALL.receipts().get(2).success());
        assertTrue(ALL.receipts().get(2).stateRoot().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            c3028001               | expected an item
            c402018080             | expected a list
            c4028001c0             | fine
            c5028001c080           | 1 trailing bytes
            c4020201c0             | neither 0, 1 nor a state root: 0x02
            c4020001c0             | neither 0, 1 nor a state root: 0x00
            c58180 8001c0          | receipt type 128
            c4028000c0             | leading zero
            """)
    void aMalformedSlimReceiptIsRefused(String receipt, String complaint) throws RlpException {
        byte[] list = new RlpWriter()
                .beginList()
                .writeRaw(Hex.bytes(receipt.replace(" ", "")))
                .endList()
                .toByteArray();
        if (complaint.equals("fine")) {
            assertArrayEquals(list, ReceiptList.decodeSlim(list).slim());
        } else {
            RlpException error = assertThrows(RlpException.class, () -> ReceiptList.decodeSlim(list));
            assertTrue(error.getMessage().contains(complaint), error.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"c101", "c20080", "c28200c0", "c3828000", "c2820180"})
    void aMalformedReceiptIsRefused(String list) {
        assertThrows(RlpException.class, () -> ReceiptList.decode(Hex.bytes(list)));
    }

    @Test
    void aBloomOfAnotherLengthIsRefused() {
        byte[] list = new RlpWriter()
                .beginList()
                .beginList()
                .write(1L)
                .write(21_000L)
                .write(new byte[255])
                .beginList()
                .endList()
                .endList()
                .endList()
                .toByteArray();
        RlpException error = assertThrows(RlpException.class, () -> ReceiptList.decode(list));
        assertTrue(error.getMessage().contains("expected 256 bytes, got 255"), error.getMessage());
    }

    @Test
    void malformedReceiptsRaiseNothingButRlpException() throws RlpException {
        Fuzz.run(ALL.encoded(), input -> ReceiptList.decode(input));
        Fuzz.run(
                ALL.slim(),
                input -> assertArrayEquals(input, ReceiptList.decodeSlim(input).slim()));
    }
}
