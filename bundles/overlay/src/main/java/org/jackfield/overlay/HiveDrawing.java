package org.jackfield.overlay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jackfield.overlay.TableView.Bin;

/**
 * The table in rows, as the original prints it but for when it was drawn and how often each node was called: the bin, how many of
 * it are connected and the first four of them, how many are known and four of those.
 *
 * <pre>
 *   000  2 a1b2 c3d4                      |  3 a1b2 c3d4 e5f6
 *   ============ DEPTH: 1 ==========================================
 *   001  0                                |  0
 * </pre>
 */
final class HiveDrawing {

    private static final String EDGE = "=".repeat(73);
    private static final int SHOWN = 4;
    private static final int DIGITS = 4;
    private static final int LEFT_WIDTH = 31;

    private HiveDrawing() {}

    static String of(TableView table) {
        List<String> lines = new ArrayList<>();
        lines.add(EDGE);
        lines.add("hive: queen's address: " + digits(table.owner()));
        lines.add("population: " + table.connected() + " (" + table.known() + ")");
        for (int row = 0; row < HiveModule.ROWS; row++) {
            if (row == table.depth()) {
                lines.add("============ DEPTH: " + row + " " + "=".repeat(42));
            }
            lines.add(line(row, table));
        }
        lines.add(EDGE);
        return "\n" + String.join("\n", lines);
    }

    private static String line(int row, TableView table) {
        List<Bin> bins = table.bins().stream()
                .filter(bin -> Math.min(bin.proximity(), HiveModule.ROWS - 1) == row)
                .toList();
        List<Overlay> connected =
                bins.stream().flatMap(bin -> bin.connected().stream()).toList();
        List<Overlay> known = Stream.concat(connected.stream(), bins.stream().flatMap(bin -> bin.known().stream()))
                .toList();
        return String.format(Locale.ROOT, "%03d %-" + LEFT_WIDTH + "s | %s", row, some(connected), some(known));
    }

    private static String some(List<Overlay> nodes) {
        String count = String.format(Locale.ROOT, "%2d", nodes.size());
        return Stream.concat(
                        Stream.of(count),
                        nodes.stream().limit(SHOWN).map(node -> digits(node).substring(0, DIGITS)))
                .collect(Collectors.joining(" "));
    }

    private static String digits(Overlay node) {
        return node.toString().substring("0x".length());
    }
}
