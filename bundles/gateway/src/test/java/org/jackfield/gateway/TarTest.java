package org.jackfield.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TarTest {

    private static final int CASES = 10_000;

    private static byte[] archive(String... namesAndContents) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TarWriter tar = new TarWriter(out);
        for (int i = 0; i < namesAndContents.length; i += 2) {
            byte[] content = namesAndContents[i + 1].getBytes(StandardCharsets.UTF_8);
            tar.file(
                    namesAndContents[i],
                    0640,
                    content.length,
                    1_600_000_000,
                    "text/x",
                    new ByteArrayInputStream(content));
        }
        tar.end();
        return out.toByteArray();
    }

    private static List<String> read(byte[] archive) throws IOException {
        TarReader tar = new TarReader(new ByteArrayInputStream(archive));
        List<String> files = new ArrayList<>();
        for (Optional<TarReader.Entry> next = tar.next(); next.isPresent(); next = tar.next()) {
            TarReader.Entry file = next.get();
            // Every other content is passed over.
            String content =
                    files.size() % 2 == 0 ? new String(file.content().readAllBytes(), StandardCharsets.UTF_8) : "-";
            files.add(file.name()
                    + '|'
                    + Long.toOctalString(file.mode())
                    + '|'
                    + file.modified().getEpochSecond()
                    + '|'
                    + file.type()
                    + '|'
                    + content);
        }
        return files;
    }

    @Test
    void readsWhatItWrites() throws IOException {
        String longName = "long/".repeat(60) + "name";
        String tail = "|640|1600000000|text/x|";

        assertEquals(
                List.of("a" + tail + "one", "b/c" + tail + "-", longName + tail + "three", "é" + tail + "-"),
                read(archive("a", "one", "b/c", "x".repeat(1_000), longName, "three", "é", "four")));
    }

    /** With magic and version as GNU tar writes them: one blank each. */
    @Test
    void readsLongNamesAsGnuWritesThem() throws IOException {
        String name = "n".repeat(150);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(header("././@LongLink", name.length() + 1, 'L'));
        out.write(Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), 512));
        out.write(header(name.substring(0, 100), 3, '0'));
        out.write(Arrays.copyOf("abc".getBytes(StandardCharsets.US_ASCII), 512));
        out.write(header("link", 0, '2'));
        out.write(header("folder/", 0, '5'));

        assertEquals(List.of(name + "|644|0||abc"), read(out.toByteArray()));
    }

    private static byte[] header(String name, int size, char type) {
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 100, "0000644");
        put(header, 124, String.format("%011o", size));
        put(header, 136, "00000000000");
        put(header, 257, "ustar  ");
        header[156] = (byte) type;
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte each : header) {
            sum += each;
        }
        put(header, 148, String.format("%06o\0", sum));
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    @Test
    void refusesANameThatWouldFillTheMemory() {
        assertThrows(IOException.class, () -> read(header("././@LongLink", 1 << 30, 'L')));
    }

    @Test
    void readsAnyBytesOrRefusesThem() throws IOException {
        byte[] good = archive("a", "one", "long/".repeat(60), "two", "é", "three");
        Random random = new Random(3);
        for (int i = 0; i < CASES; i++) {
            byte[] bad = Arrays.copyOf(good, random.nextInt(good.length));
            for (int flips = random.nextInt(4); flips > 0 && bad.length > 0; flips--) {
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                read(bad);
            } catch (IOException e) {
                assertFalse(e.getMessage().isEmpty());
            }
        }
    }
}
