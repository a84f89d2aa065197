package org.jackfield.rlp;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** RLP as a tree of {@code byte[]} and {@code List}, for tests. */
final class Items {

    private Items() {}

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    /** Writes a tree. */
    static void write(RlpWriter writer, Object item) {
        if (item instanceof List<?> list) {
            writer.beginList();
            list.forEach(child -> write(writer, child));
            writer.endList();
        } else {
            writer.write((byte[]) item);
        }
    }

    /** Reads all items that are left. */
    static List<Object> read(RlpReader reader) throws RlpException {
        List<Object> items = new ArrayList<>();
        while (reader.hasNext()) {
            items.add(reader.nextIsList() ? read(reader.readList()) : reader.readBytes());
        }
        return items;
    }

    static byte[] encode(List<?> items) {
        RlpWriter writer = new RlpWriter();
        items.forEach(item -> write(writer, item));
        return writer.toByteArray();
    }
}
