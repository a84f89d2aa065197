package org.jackfield.eth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jackfield.chain.Chain;
import org.jackfield.chain.Hex;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands for a receipt here is a string of so many bytes, its header included: a page does not look into them. */
class ReceiptsPageTest {

    private static final int SOFT = 2 << 20;
    private static final int MAX = ReceiptsPage.MAX_BYTES;

    /** The limit of a message, less 64 for what is around the receipts. */
    private static final int HARD = (10 << 20) - 64;

    /** What came: how many receipts of each block. */
    private record Page(List<Integer> counts, boolean incomplete) {}

    @ParameterizedTest
    @CsvSource({"0, 3", "1, 2", "2, 1", "3, 0", "4, 0", "9223372036854775807, 0", "-1, 0", "-9223372036854775808, 0"})
    void theFirstBlockBeginsAtTheIndexAskedFor(long first, int count) throws Exception {
        ReceiptsPage page = new ReceiptsPage();
        byte[] block = block(10, 20, 30);
        page.add(block, first);
        page.add(block, 0);
        assertFalse(page.full());
        assertEquals(new Page(List.of(count, 3), false), read(page));
    }

    @ParameterizedTest
    @CsvSource({"-1, false", "0, true", "1, true"})
    void aPageIsFullAtTheSoftLimitAndItsBlocksAreComplete(int beyond, boolean full) throws Exception {
        ReceiptsPage page = new ReceiptsPage();
        page.add(block(SOFT / 2, SOFT / 2 + beyond), 0);
        assertEquals(full, page.full());
        assertEquals(new Page(List.of(2), false), read(page));
    }

    @Test
    void aBlockOfUpToTheSoftLimitIsNeverCut() throws Exception {
        ReceiptsPage page = new ReceiptsPage();
        page.add(block(SOFT - 1), 0);
        page.add(block(SOFT / 2, SOFT / 2), 0);
        assertEquals(new Page(List.of(1, 2), false), read(page));
    }

    @ParameterizedTest
    @CsvSource({"-1, 2, false", "0, 2, false", "1, 1, true"})
    void aBlockIsCutWhereTheNextReceiptWouldExceedTheLimit(int beyond, int count, boolean incomplete) throws Exception {
        ReceiptsPage page = new ReceiptsPage();
        page.add(block(MAX - 1000, 1000 + beyond), 0);
        assertTrue(page.full());
        assertEquals(new Page(List.of(count), incomplete), read(page));
    }

    @Test
    void aLaterBlockIsCutToo() throws Exception {
        ReceiptsPage page = new ReceiptsPage();
        page.add(block(1 << 20), 0);
        page.add(block(2 << 20, 1 << 20, 100), 0);
        assertEquals(new Page(List.of(1, 2), true), read(page));
    }

    @Test
    void aLaterBlockOfWhichNothingFitsIsLeftOut() throws Exception {
        ReceiptsPage page = new ReceiptsPage();
        page.add(block(1 << 20), 0);
        page.add(block(4 << 20), 0);
        assertTrue(page.full());
        assertEquals(new Page(List.of(1), false), read(page));
    }

    @ParameterizedTest
    @ValueSource(ints = {MAX + 1, HARD})
    void aReceiptLargerThanAPageGoesAlone(int size) throws Exception {
        ReceiptsPage page = new ReceiptsPage();
        page.add(block(), 0);
        page.add(block(size, 100), 0);
        assertEquals(new Page(List.of(0, 1), true), read(page));
        assertTrue(page.encoded(-1).length <= 10 << 20);
    }

    @Test
    void aReceiptThatFitsInNoMessageIsNotServed() throws Exception {
        ReceiptsPage page = new ReceiptsPage();
        page.add(block(HARD + 1), 0);
        assertTrue(page.full());
        assertEquals(new Page(List.of(), false), read(page));
    }

    /** As go-ethereum's conformance test asks: on from what has come, and for a block that is complete once more. */
    @ParameterizedTest
    @CsvSource({"56, 190000", "3, 4194304", "7, 2097152", "1, 9000000", "200, 60000", "1000, 10"})
    void whoeverGoesOnFromWhatHasComeGetsEveryReceiptOnce(int count, int bytes) throws Exception {
        Map<ByteBuffer, byte[]> store = new HashMap<>();
        List<byte[]> hashes = new ArrayList<>();
        List<byte[]> blocks = List.of(block(100, 200), block(300), large(count, bytes), block(400, 500), block());
        for (byte[] block : blocks) {
            byte[] hash = new byte[32];
            hash[0] = (byte) (hashes.size() + 1);
            hashes.add(hash);
            store.put(ByteBuffer.wrap(hash), block);
        }
        assertArrayEquals(blocks.toArray(), fetch(answers(store), hashes).toArray());
    }

    private static List<byte[]> fetch(ChainAnswers answers, List<byte[]> hashes) throws Exception {
        List<List<byte[]>> got = new ArrayList<>();
        hashes.forEach(hash -> got.add(new ArrayList<>()));
        boolean incomplete = false;
        int last = 0;
        for (int requests = 0; incomplete || last != hashes.size() - 1; requests++) {
            assertTrue(requests < 20, "it does not end");
            ReceiptsRequest request =
                    new ReceiptsRequest(66, got.get(last).size(), hashes.subList(last, hashes.size()));
            byte[] answer = answers.receipts(request.encoded());
            assertTrue(answer.length < HARD);
            RlpReader items = RlpReader.ofList(answer);
            assertEquals(66, items.readInt());
            incomplete = items.readBoolean();
            RlpReader lists = items.readList();
            assertTrue(lists.hasNext(), "an answer without a list");
            for (last--; lists.hasNext(); ) {
                last++;
                for (RlpReader list = lists.readList(); list.hasNext(); ) {
                    got.get(last).add(list.readRaw());
                }
            }
        }
        return got.stream().map(ReceiptsPageTest::listOf).toList();
    }

    @Test
    void aPageEndsBeforeABlockThatIsNotThere() throws Exception {
        Map<ByteBuffer, byte[]> store = Map.of(ByteBuffer.wrap(new byte[32]), block(10));
        byte[] unknown = new byte[32];
        Arrays.fill(unknown, (byte) 1);
        byte[] request = new ReceiptsRequest(7, 0, List.of(new byte[32], unknown, new byte[32])).encoded();
        assertEquals(new Page(List.of(1), false), read(answers(store).receipts(request)));
        byte[] none = new ReceiptsRequest(7, 0, List.of(unknown)).encoded();
        assertEquals(new Page(List.of(), false), read(answers(store).receipts(none)));
    }

    @Test
    void aDamagedStoreIsNotThePeersFault() throws Exception {
        ChainAnswers answers = answers(Map.of(ByteBuffer.wrap(new byte[32]), new byte[] {(byte) 0xc1}));
        byte[] request = new ReceiptsRequest(7, 0, List.of(new byte[32])).encoded();
        assertThrows(UncheckedIOException.class, () -> answers.receipts(request));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c0",
                "c101",
                "c20180",
                "c3018080",
                "c30180c080",
                "c30102c0",
                "c40180c101",
                "c40180c0c0",
                "c4018080c0"
            })
    void aPageOfAnotherFormIsRefused(String hex) {
        assertThrows(RlpException.class, () -> ReceiptsAnswer.decode(EthVersion.ETH_70, Hex.bytes(hex)));
    }

    /** From a chain that knows nothing but receipts. */
    private static ChainAnswers answers(Map<ByteBuffer, byte[]> store) {
        Chain receipts = (Chain) Proxy.newProxyInstance(
                Chain.class.getClassLoader(),
                new Class<?>[] {Chain.class},
                (self, method, arguments) -> Optional.ofNullable(store.get(ByteBuffer.wrap((byte[]) arguments[0]))));
        return new ChainAnswers(EthVersion.ETH_70, receipts);
    }

    private static Page read(ReceiptsPage page) throws RlpException {
        return read(page.encoded(5));
    }

    private static Page read(byte[] encoded) throws RlpException {
        ReceiptsAnswer answer = ReceiptsAnswer.decode(EthVersion.ETH_70, encoded);
        List<Integer> counts = new ArrayList<>();
        for (byte[] block : answer.blocks()) {
            counts.add(RlpReader.ofList(block).count());
        }
        return new Page(counts, answer.incomplete());
    }

    private static byte[] large(int count, int bytes) {
        return block(IntStream.generate(() -> bytes).limit(count).toArray());
    }

    private static byte[] block(int... sizes) {
        return listOf(Arrays.stream(sizes).mapToObj(ReceiptsPageTest::receipt).toList());
    }

    private static byte[] receipt(int bytes) {
        int header = bytes <= 56 ? 1 : bytes <= 257 ? 2 : bytes <= 65_538 ? 3 : bytes <= 0xffffff + 4 ? 4 : 5;
        byte[] receipt = RlpWriter.encode(new byte[bytes - header]);
        assertEquals(bytes, receipt.length);
        return receipt;
    }

    private static byte[] listOf(List<byte[]> items) {
        RlpWriter out = new RlpWriter().beginList();
        items.forEach(out::writeRaw);
        return out.endList().toByteArray();
    }
}
