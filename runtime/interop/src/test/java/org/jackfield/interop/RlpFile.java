package org.jackfield.interop;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.jackfield.rlp.RlpReader;

/** Blocks as {@code geth export} writes them, or receipts as {@code devpeer receipts} does: one item after the other. */
record RlpFile(byte[] content) {

    static RlpFile read(Path file) throws IOException {
        return new RlpFile(Files.readAllBytes(file));
    }

    /** Writes the first items. */
    void copy(int count, Path to) throws IOException {
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        RlpReader items = RlpReader.of(content);
        for (int i = 0; i < count; i++) {
            first.write(items.readRaw());
        }
        Files.write(to, first.toByteArray());
    }

    /** The hash that a block names as that of the one before it: of block {@code number - 1}. */
    String parentHash(int number) throws IOException {
        RlpReader items = RlpReader.of(content);
        for (int i = 1; i < number; i++) {
            items.skip();
        }
        return "0x" + HexFormat.of().formatHex(items.readList().readList().readBytes(32));
    }
}
