package org.jackfield.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeKeyTest {

    private static final String DIGITS = "0123456789abcdef".repeat(4);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n", "\n\r", "\n\n"})
    void readsWhatGethReads(String lineEnd) throws IOException {
        Path file = write(DIGITS + lineEnd);

        assertArrayEquals(HexFormat.of().parseHex(DIGITS), NodeKey.load(file).privateKey());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde",
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde\n",
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeX",
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdefX",
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n\n\n",
                "0x0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
                "\u0660123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
            })
    void refusesABrokenFileInOneLineAndLeavesItAlone(String contents) throws IOException {
        Path file = write(contents);

        for (Callable<NodeKey> attempt : attempts(file)) {
            IOException e = assertThrows(IOException.class, attempt::call);
            assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
            assertEquals(1, e.getMessage().lines().count());
        }
        assertEquals(contents, Files.readString(file));
    }

    @Test
    void refusesAHugeFileWithoutReadingItAll() throws IOException {
        Path file = write("0".repeat(1 << 20));

        assertThrows(IOException.class, () -> NodeKey.load(file));
    }

    @Test
    void namesAFileThatIsMissing() {
        Path file = folder.resolve("none");

        IOException e = assertThrows(IOException.class, () -> NodeKey.load(file));

        assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
        assertFalse(Files.exists(file));
    }

    @Test
    void namesAFolderInTheFilesPlace() {
        for (Callable<NodeKey> attempt : attempts(folder)) {
            IOException e = assertThrows(IOException.class, attempt::call);
            assertTrue(e.getMessage().contains(folder.toString()), e.getMessage());
        }
    }

    @Test
    void createsAFileForTheOwnerAloneAndReadsItAgain() throws IOException {
        Assumptions.assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        Path file = folder.resolve("new/folder/nodekey");

        NodeKey created = NodeKey.loadOrCreate(file);

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(HexFormat.of().formatHex(created.privateKey()), Files.readString(file));
        assertArrayEquals(created.publicKey(), NodeKey.loadOrCreate(file).publicKey());
        assertEquals(1, filesBeside(file), "drafts are removed");
    }

    @Test
    void refusesALinkThatLeadsNowhere() throws IOException {
        Path target = folder.resolve("gone");
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);

        assertThrows(IOException.class, () -> NodeKey.loadOrCreate(link));

        assertFalse(Files.exists(target));
        assertTrue(Files.isSymbolicLink(link));
    }

    @Test
    void namesAFolderThatCannotBeMade() throws IOException {
        Path file = write("a file, no folder").resolve("nodekey");

        IOException e = assertThrows(IOException.class, () -> NodeKey.loadOrCreate(file));

        assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    }

    @Test
    void createsOneKeyWhenManyAskAtOnce() throws Exception {
        Path file = folder.resolve("nodekey");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<String> ask = () -> NodeKey.loadOrCreate(file).toString();
            Set<String> keys = new HashSet<>();
            for (var answer :
                    threads.invokeAll(IntStream.range(0, 8).mapToObj(i -> ask).toList(), 30, TimeUnit.SECONDS)) {
                keys.add(answer.get());
            }
            assertEquals(1, keys.size());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void doesNotShowThePrivateKey() {
        NodeKey key = NodeKey.generate();

        assertEquals(HexFormat.of().formatHex(key.publicKey()), key.toString());
    }

    @Test
    void keepsItsBytesToItself() {
        byte[] bytes = HexFormat.of().parseHex(DIGITS);
        NodeKey key = NodeKey.of(bytes);

        bytes[0] = 1;
        key.privateKey()[1] = 1;
        key.publicKey()[0] ^= 1;

        assertArrayEquals(HexFormat.of().parseHex(DIGITS), key.privateKey());
        assertArrayEquals(Secp256k1.publicKey(HexFormat.of().parseHex(DIGITS)), key.publicKey());
    }

    @Test
    void refusesBytesThatAreNoKey() {
        assertThrows(IllegalArgumentException.class, () -> NodeKey.of(new byte[32]));
        assertThrows(IllegalArgumentException.class, () -> NodeKey.of(new byte[31]));
    }

    private Path write(String contents) throws IOException {
        return Files.writeString(folder.resolve("key"), contents, StandardCharsets.UTF_8);
    }

    private static Iterable<Callable<NodeKey>> attempts(Path file) {
        return Set.of(() -> NodeKey.load(file), () -> NodeKey.loadOrCreate(file));
    }

    private static long filesBeside(Path file) throws IOException {
        try (Stream<Path> files = Files.list(file.getParent())) {
            return files.count();
        }
    }
}
