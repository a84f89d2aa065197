package org.jackfield.chain;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jackfield.rocksdb.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

/** What is put together here is what RocksDB puts together, and what it takes. */
class BatchBytesTest {

    @TempDir
    Path folder;

    private final BatchBytes batch = new BatchBytes();
    private Database store;

    @BeforeEach
    void open() throws Exception {
        store = BlockStore.database(folder.resolve("store"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void theBytesAreThoseOfTheLibrary() throws RocksDBException {
        try (WriteBatch library = new WriteBatch()) {
            for (int length : new int[] {0, 1, 127, 128, 300, 16_383, 16_384, 1 << 21}) {
                byte[] key = ascii("key " + length);
                batch.put(key, new byte[length]);
                library.put(key, new byte[length]);
            }
            batch.deleteRange(ascii("a"), ascii("b"));
            library.deleteRange(ascii("a"), ascii("b"));
            try (WriteBatch ours = batch.writes()) {
                assertArrayEquals(library.data(), ours.data());
                assertEquals(library.count(), batch.count());
                assertEquals(library.getDataSize(), batch.size());
            }
        }
    }

    @Test
    void theDatabaseHoldsWhatWasPutAndNotWhatWasTakenBackOrDeleted() {
        batch.put(ascii("c"), ascii("old"));
        batch.put(ascii("d1"), ascii("gone"));
        write();
        batch.put(ascii("c"), ascii("new"));
        batch.deleteRange(ascii("d"), ascii("e"));
        BatchBytes.Mark mark = batch.mark();
        batch.put(ascii("c"), ascii("never"));
        batch.put(ascii("x"), new byte[1 << 16]);
        batch.backTo(mark);
        batch.put(ascii("e"), ascii("end"));
        write();
        assertEquals(Map.of("c", "new", "e", "end"), content());
    }

    @Test
    void manyBatchesOfAnySizeComeThrough() {
        Random random = new Random(11);
        Map<String, String> expected = new TreeMap<>();
        for (int round = 0; round < 20; round++) {
            for (int i = random.nextInt(400); i >= 0; i--) {
                String key = "k" + random.nextInt(2_000);
                String value = "v".repeat(random.nextInt(300));
                batch.put(ascii(key), ascii(value));
                expected.put(key, value);
            }
            write();
        }
        assertEquals(expected, content());
    }

    private void write() {
        try (WriteBatch writes = batch.writes()) {
            store.write(writes);
        }
        batch.clear();
        assertEquals(0, batch.count());
    }

    private Map<String, String> content() {
        return store.use(db -> {
            Map<String, String> content = new TreeMap<>();
            try (RocksIterator all = db.newIterator()) {
                for (all.seekToFirst(); all.isValid(); all.next()) {
                    content.put(new String(all.key(), US_ASCII), new String(all.value(), US_ASCII));
                }
            }
            return content;
        });
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
