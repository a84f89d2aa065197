package org.jackfield.rocksdb;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

@Timeout(60)
class DatabaseTest {

    private static final byte[] KEY = "key".getBytes(US_ASCII);
    private static final byte[] OTHER = "other".getBytes(US_ASCII);

    @TempDir
    Path temp;

    private Path folder;
    private Database database;

    @BeforeEach
    void open() throws IOException {
        folder = temp.resolve("a/b");
        database = open(folder);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Database open(Path folder) throws IOException {
        RocksDB.loadLibrary();
        return Database.open(folder, "box", new Options());
    }

    @Test
    void whatWasWrittenIsThereWhenItIsOpenedAgain() throws Exception {
        try (WriteBatch batch = new WriteBatch()) {
            batch.put(KEY, new byte[] {1});
            batch.put(OTHER, new byte[] {2});
            database.write(batch);
        }
        database.close();
        database = open(folder);

        assertArrayEquals(new byte[] {1}, database.get(KEY).orElseThrow());
        assertArrayEquals(new byte[] {2}, database.use(db -> db.get(OTHER)));
        assertEquals(Optional.empty(), database.get(new byte[0]));
        assertEquals("box " + folder, database.toString());
    }

    @Test
    void onceClosedItIsOfNoUseAndClosedAgainForNothing() throws Exception {
        database.close();
        database.close();

        String refusal = assertThrows(ClosedDatabaseException.class, () -> database.get(KEY))
                .getMessage();
        assertEquals("the box " + folder + " is closed", refusal);
        try (WriteBatch batch = new WriteBatch()) {
            assertThrows(ClosedDatabaseException.class, () -> database.write(batch));
        }
        assertThrows(ClosedDatabaseException.class, () -> database.use(db -> "used"));
    }

    @Test
    void closingWaitsForWhoeverIsInIt() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        CompletableFuture<Optional<byte[]>> using = CompletableFuture.supplyAsync(() -> database.use(db -> {
            inside.countDown();
            await(leave);
            // Whoever is in may come in once more, though somebody waits to close.
            return database.get(KEY);
        }));
        await(inside);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(database::close);
        assertFalse(closing.isDone());
        leave.countDown();

        assertEquals(Optional.empty(), using.get(20, TimeUnit.SECONDS));
        closing.get(20, TimeUnit.SECONDS);
        assertThrows(ClosedDatabaseException.class, () -> database.get(KEY));
    }

    @Test
    void whatFailsIsToldWithKindAndFolder() {
        UncheckedIOException failure = assertThrows(
                UncheckedIOException.class,
                () -> database.use(db -> {
                    throw new RocksDBException("disk full");
                }));

        assertEquals("box " + folder + ": disk full", failure.getCause().getMessage());
        assertEquals(
                "the box " + folder + " is damaged: no head",
                database.damaged("no head").getCause().getMessage());
    }

    @Test
    void aFolderThatCannotBecomeItsOwnIsRefusedInOneLine() throws IOException {
        Path file = Files.writeString(temp.resolve("letter"), "dear");
        assertEquals("the box " + file + " is not a directory", refusal(file));
        assertEquals("the folder " + temp + " holds something else than a box", refusal(temp));
        Path under = file.resolve("under");
        assertTrue(refusal(under).startsWith("the box " + under + " cannot be made: "), refusal(under));
        assertEquals("the box " + folder + " is in use by another process", refusal(folder));

        database.close();
        Files.writeString(folder.resolve("CURRENT"), "garbage");
        String damaged = refusal(folder);
        assertTrue(damaged.startsWith("the box " + folder + " cannot be opened: "), damaged);
        assertEquals(1, damaged.lines().count());
    }

    private static String refusal(Path folder) {
        return assertThrows(IOException.class, () -> open(folder)).getMessage();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
