package org.jackfield.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {

    private static final int CASES = 10_000;
    private static final String TYPE = "multipart/form-data; boundary=\"b--1\"";

    private static String part(String head, String content) {
        return "--b--1\r\n" + head + "\r\n\r\n" + content + "\r\n";
    }

    private static final String GOOD = "a preamble\r\n"
            + part("Content-Disposition: form-data; name=\"name\"", "John Doe")
            + part(
                    "Content-Disposition: form-data; name=\"cv\"; filename=\"cv.txt\"\r\nContent-Type: text/plain",
                    "credentials\r\n--b--\r\n\n--b\r\n")
            + part("content-disposition: form-data; filename=\"dir/\u00fc x.bin\"", "")
            + "--b--1--\r\nan epilogue";

    private static List<String> read(InputStream body) throws IOException, Refusal {
        FormReader form = new FormReader(TYPE, body);
        List<String> parts = new ArrayList<>();
        for (Optional<FormReader.Part> next = form.next(); next.isPresent(); next = form.next()) {
            FormReader.Part part = next.get();
            parts.add(part.name()
                    + '|'
                    + part.type()
                    + '|'
                    + new String(part.content().readAllBytes(), StandardCharsets.UTF_8));
        }
        return parts;
    }

    private static InputStream pieces(byte[] bytes, int length) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int offset, int count) {
                return super.read(into, offset, Math.min(length, count));
            }

            @Override
            public int read(byte[] into) throws IOException {
                return read(into, 0, into.length);
            }
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100, 10_000})
    void readsPartsHoweverTheyArrive(int length) throws IOException, Refusal {
        assertEquals(
                List.of("name||John Doe", "cv.txt|text/plain|credentials\r\n--b--\r\n\n--b\r\n", "dir/\u00fc x.bin||"),
                read(pieces(GOOD.getBytes(StandardCharsets.UTF_8), length)));
    }

    @Test
    void passesOverWhatNobodyReads() throws IOException, Refusal {
        FormReader form = new FormReader(TYPE, new ByteArrayInputStream(GOOD.getBytes(StandardCharsets.UTF_8)));
        int parts = 0;
        while (form.next().isPresent()) {
            parts++;
        }
        assertEquals(3, parts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data",
                "multipart/form-data; boundary",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=71xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
            })
    void needsABoundary(String type) {
        Refusal refusal = assertThrows(Refusal.class, () -> new FormReader(type, InputStream.nullInputStream()));

        assertEquals(400, refusal.status());
    }

    @Test
    void refusesAHeadThatWouldFillTheMemory() {
        byte[] form = ("--b--1\r\nContent-Disposition: " + "x".repeat(100_000)).getBytes(StandardCharsets.US_ASCII);

        assertThrows(IOException.class, () -> read(new ByteArrayInputStream(form)));
    }

    @Test
    void readsAnyBytesOrRefusesThem() throws Refusal {
        byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
        Random random = new Random(4);
        for (int i = 0; i < CASES; i++) {
            byte[] bad = Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int flips = random.nextInt(4); flips > 0 && bad.length > 0; flips--) {
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                read(pieces(bad, 1 + random.nextInt(50)));
            } catch (IOException e) {
                assertFalse(e.getMessage().isEmpty());
            }
        }
    }
}
