package org.jackfield.release;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jackfield.api.release.ReleaseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JarStoreTest {

    private static final String MANIFEST =
            "Manifest-Version: 1.0\r\nBundle-SymbolicName: plugin.aaa;singleton:=true\r\nBundle-Version: 1.2\r\n\r\n";

    @TempDir
    Path folder;

    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    @Test
    void aJarWrittenAnewHasEveryEntryByteForByteAndItsManifestFirst() throws Exception {
        fill();
        Path jar = write("in.jar");
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        try (JarContents contents = new JarContents(jar)) {
            JarCopy.write(contents, copy);
        }
        Path written = Files.write(folder.resolve("copy.jar"), copy.toByteArray());

        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(written))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
                assertArrayEquals(entries.get(entry.getName()), zip.readAllBytes(), entry.getName());
            }
        }
        assertEquals(entries.size(), names.size());
        assertEquals(
                List.of("META-INF/", "META-INF/MANIFEST.MF", "META-INF/SIGNER.RSA", "META-INF/SIGNER.SF"),
                names.subList(0, 4));
        assertEquals(digest(jar), digest(written));
    }

    @Test
    void aTakenJarCanBeReadAgain() throws Exception {
        fill();
        Path jar = write("in.jar");
        JarStore store = store();

        Release release = store.take(jar);

        assertEquals(new Release("plugin.aaa", "1.2.0", digest(jar)), release);
        Files.delete(jar);
        assertTrue(store.intact(release));
        try (InputStream in = store.open(release)) {
            assertTrue(in.readAllBytes().length > 0);
        }
    }

    @Test
    void theDigestTellsContentsAndNamesApartAndNotPacking() throws Exception {
        fill();
        String digest = digest(write("in.jar"));
        entries.put("folder/", new byte[0]);
        assertEquals(digest, digest(write("folders.jar")));
        entries.put("more", new byte[0]);
        String more = digest(write("more.jar"));
        assertNotEquals(digest, more);
        entries.remove("more");
        entries.put("most", new byte[0]);
        assertNotEquals(more, digest(write("most.jar")));
        entries.get("nested/lib.jar")[100]++;
        entries.remove("most");
        assertNotEquals(digest, digest(write("changed.jar")));
    }

    @Test
    void aJarThatIsTruncatedAnywhereIsRefusedAndNothingIsKept() throws Exception {
        entries.put("META-INF/MANIFEST.MF", MANIFEST.getBytes(StandardCharsets.UTF_8));
        entries.put("Class.class", random(100));
        byte[] whole = Files.readAllBytes(write("in.jar"));
        JarStore store = store();
        for (int length = 0; length < whole.length; length++) {
            Path truncated = Files.write(folder.resolve("truncated.jar"), Arrays.copyOf(whole, length));
            assertThrows(ReleaseException.class, () -> store.take(truncated), "length " + length);
        }
        try (var kept = Files.list(folder.resolve("store"))) {
            assertEquals(0, kept.count());
        }
    }

    @Test
    void aJarWhoseBytesHaveChangedSinceItWasWrittenIsNotIntact() throws Exception {
        fill();
        JarStore store = store();
        Release release = store.take(write("in.jar"));
        Path kept = folder.resolve("store").resolve(release.digest() + ".jar");
        byte[] bytes = Files.readAllBytes(kept);
        bytes[bytes.length / 3] ^= 1;
        Files.write(kept, bytes);

        assertFalse(store.intact(release));
        Files.delete(kept);
        assertFalse(store.intact(release));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "'Manifest-Version: 1.0', Bundle-SymbolicName",
        "'Bundle-SymbolicName: aaa\nBundle-Version: x.y', Bundle-Version",
        "'Bundle-SymbolicName: aaa\nFragment-Host: bbb', fragment",
    })
    void aManifestThatIsNoBundlesIsRefusedWithTheReason(String manifest, String reason) throws Exception {
        entries.put(
                "META-INF/MANIFEST.MF",
                ("Bundle-ManifestVersion: 2\n" + manifest + "\n\n").getBytes(StandardCharsets.UTF_8));
        Path jar = write("in.jar");
        String message =
                assertThrows(ReleaseException.class, () -> store().take(jar)).getMessage();
        assertTrue(message.contains(reason), message);
    }

    @Test
    void whatIsNoFileIsRefused() throws Exception {
        entries.put("no manifest", new byte[1]);
        Path jar = write("in.jar");
        for (Path none : List.of(folder, folder.resolve("none"), jar)) {
            assertThrows(ReleaseException.class, () -> store().take(none));
        }
    }

    @Test
    void nothingIsCopiedBeyondItsBound() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertEquals(10, BoundedCopy.copy(new ByteArrayInputStream(new byte[10]), out, 10));
        assertThrows(IOException.class, () -> BoundedCopy.copy(new ByteArrayInputStream(new byte[11]), out, 10));
        assertEquals(10, out.size());
    }

    private void fill() throws IOException {
        entries.put("a/", new byte[0]);
        entries.put("a/B.class", random(5_000));
        entries.put("META-INF/SIGNER.SF", "Signature-Version: 1.0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        entries.put("META-INF/SIGNER.RSA", random(700));
        entries.put("META-INF/", new byte[0]);
        // Bytes that no manifest writer would write.
        entries.put(
                "META-INF/MANIFEST.MF",
                (MANIFEST + "Name: a/B.class\r\nSHA-256-Digest: x\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        entries.put("META-INF/versions/17/a/B.class", random(10));
        entries.put("nested/lib.jar", random(70_000));
        entries.put("empty", new byte[0]);
    }

    private JarStore store() {
        return new JarStore(folder.resolve("store"));
    }

    private Path write(String name) throws IOException {
        Path jar = folder.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return jar;
    }

    private static String digest(Path jar) throws IOException {
        try (JarContents contents = new JarContents(jar)) {
            return ContentDigest.of(contents);
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
