package org.jackfield.messages;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jackfield.crypto.Secp256k1;
import org.jackfield.crypto.sealed.OpeningKey;
import org.jackfield.crypto.sealed.PublicKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredKeyRingTest {

    private static final String UNKNOWN = "ab".repeat(32);

    @TempDir
    Path data;

    private Path folder;
    private StoredKeyRing ring;

    @BeforeEach
    void open() throws IOException {
        folder = data.resolve("whisper");
        ring = reopened();
    }

    @Test
    void findsItsKeysAgain() throws Exception {
        byte[] privateKey = Secp256k1.newPrivateKey();
        byte[] symmetric = new byte[32];
        symmetric[31] = 1;
        String pair = ring.addPair(privateKey);
        String given = ring.addSymmetric(symmetric);
        List<String> fresh = List.of(ring.newPair(), ring.newSymmetric(), ring.addPassword("test"));

        StoredKeyRing again = reopened();

        assertEquals(ring.entries(), again.entries());
        assertEquals(5, again.entries().size());
        assertArrayEquals(privateKey, again.privateKey(pair));
        assertArrayEquals(PublicKey.of(privateKey), again.publicKey(pair));
        assertArrayEquals(symmetric, again.symmetric(given));
        assertArrayEquals(ring.privateKey(fresh.get(0)), again.privateKey(fresh.get(0)));
        assertArrayEquals(ring.symmetric(fresh.get(1)), again.symmetric(fresh.get(1)));
        assertEquals(
                "a82a520aff70f7a989098376e48ec128f25f767085e84d7fb995a9815eebff0a",
                HexFormat.of().formatHex(again.symmetric(fresh.get(2))));
        assertTrue(again.entries().stream().allMatch(entry -> entry.id().matches("[0-9a-f]{64}")));
    }

    @Test
    void deletesForGood() throws Exception {
        String kept = ring.newPair();
        String deleted = ring.newSymmetric();

        assertTrue(ring.delete(deleted));
        assertFalse(ring.delete(deleted));

        assertEquals(
                "non-existent key ID",
                assertThrows(MessageException.class, () -> ring.symmetric(deleted))
                        .getMessage());
        assertEquals(
                List.of(kept), reopened().entries().stream().map(KeyEntry::id).toList());
    }

    @Test
    void holdsSomeKeysInMemoryAlone() throws Exception {
        String stored = ring.newPair();
        byte[] before = Files.readAllBytes(folder.resolve("keyring"));
        String password = ring.holdPassword("test");
        String pair = ring.holdPair();

        assertArrayEquals(PasswordKey.derive("test"), ring.symmetric(password));
        assertArrayEquals(PublicKey.of(ring.privateKey(pair)), ring.publicKey(pair));
        assertEquals(List.of(stored), ring.entries().stream().map(KeyEntry::id).toList());
        assertArrayEquals(before, Files.readAllBytes(folder.resolve("keyring")));
        assertThrows(MessageException.class, () -> reopened().symmetric(password));
        assertTrue(ring.delete(password));
        assertThrows(MessageException.class, () -> ring.symmetric(password));
    }

    @Test
    void refusesWhatIsNoKey() {
        assertEquals("invalid length, need 256 bits", refusal(() -> ring.addPair(new byte[31])));
        assertTrue(refusal(() -> ring.addPair(new byte[32])).startsWith("invalid private key"));
        assertEquals("wrong key size: 16", refusal(() -> ring.addSymmetric(new byte[16])));
        assertEquals("invalid id", refusal(() -> ring.privateKey(UNKNOWN)));
        assertEquals("invalid id", refusal(() -> ring.publicKey("")));
        assertEquals("non-existent key ID", refusal(() -> ring.symmetric(UNKNOWN)));
    }

    @Test
    void doesNotTakeOneKindForTheOther() throws Exception {
        String pair = ring.newPair();
        String symmetric = ring.newSymmetric();

        assertEquals("non-existent key ID", refusal(() -> ring.symmetric(pair)));
        assertEquals("invalid id", refusal(() -> ring.privateKey(symmetric)));
    }

    @Test
    void writesForItsOwnerAlone() throws Exception {
        ring.newPair();

        for (String name : List.of("keyring", "keyring.key")) {
            assertEquals(
                    "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))));
        }
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
        assertEquals(List.of("keyring", "keyring.key"), names());
    }

    @Test
    void writesNoKeyInTheClear() throws Exception {
        String pair = ring.newPair();
        String symmetric = ring.newSymmetric();
        byte[] file = Files.readAllBytes(folder.resolve("keyring"));
        String text = HexFormat.of().formatHex(file);

        assertFalse(text.contains(HexFormat.of().formatHex(ring.privateKey(pair))));
        assertFalse(text.contains(HexFormat.of().formatHex(ring.symmetric(symmetric))));
        assertFalse(text.contains(pair), "not even the ids");
    }

    @Test
    void takesAPasswordOfAFile() throws Exception {
        Path password = password("correct horse\n");
        StoredKeyRing locked = StoredKeyRing.open(data.resolve("locked"), Optional.of(password));
        String id = locked.newPair();

        StoredKeyRing again = StoredKeyRing.open(data.resolve("locked"), Optional.of(password("correct horse")));

        assertArrayEquals(locked.privateKey(id), again.privateKey(id));
        assertFalse(Files.exists(data.resolve("locked/keyring.key")));
    }

    @Test
    void overwritesNothingIfThePasswordIsWrong() throws Exception {
        ring.newPair();
        byte[] before = Files.readAllBytes(folder.resolve("keyring"));
        Path wrong = password("wrong");

        IOException refusal = assertThrows(IOException.class, () -> StoredKeyRing.open(folder, Optional.of(wrong)));

        assertEquals(
                "key ring " + folder.resolve("keyring") + " does not open with the password in " + wrong
                        + ": that is a wrong one, or the file is damaged",
                refusal.getMessage());
        assertArrayEquals(before, Files.readAllBytes(folder.resolve("keyring")));
        assertEquals(1, reopened().entries().size());
    }

    @Test
    void makesNoNewKeyFileForAnOldRing() throws Exception {
        ring.newPair();
        Files.delete(folder.resolve("keyring.key"));

        String refusal = assertThrows(IOException.class, this::reopened).getMessage();

        assertTrue(refusal.contains("keyring.key is missing"), refusal);
        assertEquals(List.of("keyring"), names());
    }

    @Test
    void namesTheFileThatIsNotThereOrEmpty() throws Exception {
        Path missing = data.resolve("nowhere");
        assertEquals(missing + " cannot be read: no such file", complaint(missing));
        Path empty = password("\n");
        assertEquals("password file " + empty + " is empty", complaint(empty));
        Path endless = password("x".repeat(5_000));
        assertEquals(endless + " is longer than 4096 bytes", complaint(endless));
    }

    @Test
    void tellsAForeignFileFromItsOwn() throws Exception {
        Files.write(folder.resolve("keyring"), new byte[100]);
        assertEquals(
                "key ring " + folder.resolve("keyring") + " is no key ring of this node's",
                assertThrows(IOException.class, this::reopened).getMessage());
        Files.write(folder.resolve("keyring"), new byte[2 << 20]);
        assertTrue(assertThrows(IOException.class, this::reopened).getMessage().contains("longer than"));
    }

    @Test
    void changesNothingIfItCannotWrite() throws Exception {
        String id = ring.newPair();
        Path aside = data.resolve("aside");
        Files.move(folder, aside);
        Files.writeString(folder, "a file where the folder was");

        String refusal = refusal(ring::newPair);
        assertTrue(refusal.startsWith("key ring " + folder.resolve("keyring") + " cannot be written"), refusal);
        assertThrows(MessageException.class, () -> ring.delete(id));
        assertEquals(1, ring.entries().size());

        Files.delete(folder);
        Files.move(aside, folder);
        assertEquals(ring.entries(), reopened().entries());
        ring.newPair();
        assertEquals(2, reopened().entries().size());
    }

    @Test
    void passesOverADraftThatWasCutOff() throws Exception {
        String id = ring.newPair();
        Files.write(folder.resolve("keyring.new"), new byte[10]);

        StoredKeyRing again = reopened();
        again.newPair();

        assertEquals(2, reopened().entries().size());
        assertArrayEquals(ring.privateKey(id), reopened().privateKey(id));
        assertEquals(List.of("keyring", "keyring.key"), names());
    }

    /** The child says each id once the key is on disk, and is killed in the middle of it. */
    @Test
    void losesNoKeyWhenItIsKilled() throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KeyMaker.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> ids = new ArrayList<>();
        try (var said = child.inputReader()) {
            for (String id = said.readLine(); id != null; id = said.readLine()) {
                ids.add(id);
                if (ids.size() == 20) {
                    // Not the process, which would close what it said too.
                    child.toHandle().destroyForcibly();
                }
            }
        }
        assertTrue(child.waitFor(30, TimeUnit.SECONDS));
        assertTrue(ids.size() >= 20, "the child said " + ids);

        List<String> found = reopened().entries().stream().map(KeyEntry::id).toList();
        for (String id : ids) {
            // The last line may be cut off.
            assertTrue(id.length() < 64 || found.contains(id), id);
        }
    }

    static final class KeyMaker {
        public static void main(String[] folder) throws Exception {
            StoredKeyRing ring = StoredKeyRing.open(Path.of(folder[0]), Optional.empty());
            for (int i = 0; i < 5_000; i++) {
                System.out.println(ring.newSymmetric());
            }
        }
    }

    @Test
    void showsNoSecretInWhatItSays() throws Exception {
        String password = "open sesame";
        Path file = password(password);
        StoredKeyRing locked = StoredKeyRing.open(data.resolve("locked"), Optional.of(file));
        String pair = locked.newPair();
        String symmetric = locked.addPassword("test");
        List<String> said = new ArrayList<>(List.of(
                locked.toString(),
                locked.entries().toString(),
                RingPassword.ofPerson(file).toString(),
                OpeningKey.ofPair(locked.privateKey(pair)).toString(),
                OpeningKey.symmetric(locked.symmetric(symmetric)).toString(),
                KeyList.decode(KeyList.encode(
                                List.of(new RingKey(locked.entries().get(0), locked.privateKey(pair)))))
                        .toString(),
                Filter.of(Criteria.withSymmetric(symmetric), locked).toString()));
        Files.writeString(file, "not " + password);
        said.add(assertThrows(IOException.class, () -> StoredKeyRing.open(data.resolve("locked"), Optional.of(file)))
                .toString());

        for (byte[] secret : List.of(
                locked.privateKey(pair), locked.symmetric(symmetric), password.getBytes(StandardCharsets.UTF_8))) {
            Stream.of(
                            HexFormat.of().formatHex(secret),
                            Arrays.toString(secret),
                            new String(secret, StandardCharsets.UTF_8))
                    .forEach(form -> assertFalse(said.toString().contains(form), said::toString));
        }
    }

    @Test
    void givesCopiesAlone() throws Exception {
        String id = ring.newSymmetric();
        byte[] key = ring.symmetric(id);
        Arrays.fill(key, (byte) 0);

        assertFalse(Arrays.equals(key, ring.symmetric(id)));
    }

    @Test
    void givesEveryKeyAnIdOfItsOwn() throws Exception {
        assertNotEquals(ring.addPassword("test"), ring.addPassword("test"));
    }

    private interface Refused {
        Object run() throws MessageException;
    }

    private static String refusal(Refused action) {
        return assertThrows(MessageException.class, action::run).getMessage();
    }

    private String complaint(Path passwordFile) {
        return assertThrows(
                        IOException.class, () -> StoredKeyRing.open(data.resolve("other"), Optional.of(passwordFile)))
                .getMessage();
    }

    private StoredKeyRing reopened() throws IOException {
        return StoredKeyRing.open(folder, Optional.empty());
    }

    private Path password(String text) throws IOException {
        return Files.writeString(Files.createTempFile(data, "password", null), text);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
