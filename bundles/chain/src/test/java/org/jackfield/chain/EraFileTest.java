package org.jackfield.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xerial.snappy.SnappyFramedOutputStream;

class EraFileTest {

    /** Blocks 7 to 10 of the test chain with their receipts, made by go-ethereum 1.17.10 (internal/era/onedb). */
    private static final Path REAL = Path.of("src/test/resources/org/jackfield/chain/blocks7to10.era1");

    /** What go-ethereum computed for them. */
    private static final String REAL_ACCUMULATOR = "0xeb6d5852b398e353f8dfba03f8525366a0b493b68f7fd402bd2a1ecd638e44fa";

    @TempDir
    Path folder;

    private StoredChain chain;

    @BeforeEach
    void open() throws IOException {
        Genesis genesis = Golden.genesis();
        chain = new StoredChain(genesis, BlockStore.open(folder.resolve("chain"), genesis));
    }

    @AfterEach
    void close() {
        chain.close();
    }

    @Test
    void aFileOfAnotherClientIsImportedWithItsReceipts() throws IOException {
        importFirst(6);
        ImportReport report = chain.importBlocks(REAL, ImportProgress.IGNORED);
        assertEquals(4, report.imported());
        assertEquals(10, report.head().number());
        for (int number = 7; number <= 10; number++) {
            Block block = Golden.blocks().get(number - 1);
            assertArrayEquals(
                    block.body().encoded(), chain.body(block.header().hash()).orElseThrow());
            ReceiptList receipts = ReceiptList.decodeSlim(
                    chain.slimReceipts(block.header().hash()).orElseThrow());
            assertEquals(1, receipts.receipts().get(0).logs().size());
        }
        assertEquals(4, chain.importBlocks(REAL, ImportProgress.IGNORED).alreadyThere());
    }

    @Test
    void blocksThatAreThereGetTheirReceipts() throws IOException {
        importFirst(12);
        ImportReport report = chain.importBlocks(REAL, ImportProgress.IGNORED);
        assertEquals(4, report.imported());
        assertEquals(12, report.head().number());
        assertTrue(chain.slimReceipts(Golden.blocks().get(7).header().hash()).isPresent());
    }

    @Test
    void theAccumulatorIsThatOfTheOtherClient() throws Exception {
        EraAccumulator accumulator = new EraAccumulator();
        for (int number = 7; number <= 10; number++) {
            accumulator.add(Golden.blocks().get(number - 1).header().hash(), BigInteger.valueOf(131_072));
        }
        assertEquals(REAL_ACCUMULATOR, Hex.text(accumulator.root()));
    }

    @Test
    void progressAndOffsetsGoToTheEndOfTheFile() throws Exception {
        byte[] whole = Files.readAllBytes(REAL);
        try (EraFile file = EraFile.open(REAL)) {
            assertEquals(7, file.next().orElseThrow().block().header().number());
            assertEquals(8, file.offset());
            while (file.next().isPresent()) {
                assertTrue(file.offset() < file.position());
            }
            assertEquals(whole.length, file.position());
            assertEquals(whole.length, file.size());
        }
        assertTrue(EraFile.is(REAL));
        assertFalse(EraFile.is(Golden.chainPath()));
        assertFalse(EraFile.is(folder.resolve("none")));
    }

    @Test
    void aWholeGeneratedFileFollowsItsGenesisBlock() throws Exception {
        GenesisFile genesis = DevelopmentChain.genesis();
        EraMaker maker = new EraMaker();
        maker.add(genesis.genesis().header(), Hex.bytes("c3c0c0c0"), Hex.bytes("c0"));
        DevelopmentBlocks blocks = new DevelopmentBlocks(genesis);
        for (int i = 0; i < 64; i++) {
            DevelopmentBlocks.Made made = blocks.next();
            maker.add(
                    made.block().header(),
                    made.block().body().encoded(),
                    made.receipts().encoded());
        }
        Path file = Files.write(folder.resolve("development.era1"), maker.finished());
        try (StoredChain other =
                new StoredChain(genesis.genesis(), BlockStore.open(folder.resolve("other"), genesis.genesis()))) {
            ImportReport report = other.importBlocks(file, ImportProgress.IGNORED);
            assertEquals(64, report.imported());
            assertEquals(1, report.alreadyThere());
            assertTrue(other.receipts(other.head().hash()).isPresent());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            accumulator | the accumulator is 0x
            difficulty  | its total difficulty is 7, that before it is 131072
            receipts    | the receipts root is 0x
            missing     | the file ends without its accumulator
            order       | an entry of type 5 where 4 is expected
            alone       | an entry of type 4 without a header before it
            torn        | the file ends in the middle of it
            plain       | it is not in snappy's framing format
            gap         | is not here; the chain here ends at block 6
            """)
    void aBadFileIsRefusedAtItsPlace(String fault, String complaint) throws Exception {
        importFirst(6);
        Block block = Golden.blocks().get(fault.equals("gap") ? 7 : 6);
        EraBlock real = real(fault.equals("gap") ? 1 : 0);
        EraMaker maker = new EraMaker();
        maker.total = BigInteger.valueOf(fault.equals("difficulty") ? 7 : 131_072);
        byte[] receipts =
                fault.equals("receipts") ? Hex.bytes("c0") : real.receipts().encoded();
        byte[] body = block.body().encoded();
        switch (fault) {
            case "order" ->
                maker.entry(3, EraMaker.framed(block.header().encoded())).entry(5, EraMaker.framed(body));
            case "alone" -> maker.entry(4, EraMaker.framed(body));
            case "plain" ->
                maker.entry(3, block.header().encoded())
                        .entry(4, body)
                        .entry(5, body)
                        .entry(6, new byte[32]);
            default -> maker.add(block.header(), body, receipts);
        }
        byte[] file = fault.equals("missing") ? maker.out.toByteArray() : maker.finished();
        if (fault.equals("accumulator")) {
            file[file.length - EraMaker.INDEX_BYTES - 1] ^= 1;
        } else if (fault.equals("torn")) {
            file = Arrays.copyOf(file, 100);
        }
        Path path = Files.write(folder.resolve("bad.era1"), file);
        BadBlockException error =
                assertThrows(BadBlockException.class, () -> chain.importBlocks(path, ImportProgress.IGNORED));
        assertTrue(error.getMessage().contains(complaint), error.getMessage());
        assertEquals(
                fault.equals("accumulator") || fault.equals("missing") ? 7 : 6,
                chain.head().number());
    }

    @Test
    void malformedFilesRaiseNothingElse() throws IOException {
        byte[] valid = Files.readAllBytes(REAL);
        Random random = new Random(13);
        for (int i = 0; i < 10_000; i++) {
            byte[] spoiled = Fuzz.spoiled(valid, random, i);
            try (EraFile file = new EraFile(new ByteArrayInputStream(spoiled), spoiled.length)) {
                while (file.next().isPresent()) {
                    assertTrue(file.position() <= file.size());
                }
            } catch (InvalidBlockException expected) {
                continue;
            }
        }
    }

    private static EraBlock real(int index) throws Exception {
        try (EraFile file = EraFile.open(REAL)) {
            for (int i = 0; i < index; i++) {
                file.next();
            }
            return file.next().orElseThrow();
        }
    }

    private void importFirst(int count) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Golden.blocks().subList(0, count).forEach(block -> out.writeBytes(block.encoded()));
        Path file = Files.write(folder.resolve("first.rlp"), out.toByteArray());
        chain.importBlocks(file, ImportProgress.IGNORED);
    }

    /** Writes era1 files, compressed by the library's own writer of the framing format. */
    private static final class EraMaker {

        static final int INDEX_BYTES = 8 + 16;

        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final EraAccumulator accumulator = new EraAccumulator();
        BigInteger total = BigInteger.ZERO;

        EraMaker() {
            entry(0x3265, new byte[0]);
        }

        void add(BlockHeader header, byte[] body, byte[] receipts) throws Exception {
            total = total.add(header.difficulty());
            accumulator.add(header.hash(), total);
            entry(3, framed(header.encoded()));
            entry(4, framed(body));
            entry(5, framed(receipts));
            entry(6, EraAccumulator.littleEndian(total));
        }

        byte[] finished() {
            entry(7, accumulator.root());
            entry(0x3266, new byte[16]);
            return out.toByteArray();
        }

        EraMaker entry(int type, byte[] contents) {
            ByteBuffer header = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            header.putShort((short) type).putInt(contents.length);
            out.writeBytes(header.array());
            out.writeBytes(contents);
            return this;
        }

        static byte[] framed(byte[] data) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (OutputStream framed = new SnappyFramedOutputStream(out)) {
                framed.write(data);
            }
            return out.toByteArray();
        }
    }
}
