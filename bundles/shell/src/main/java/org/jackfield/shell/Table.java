package org.jackfield.shell;

import java.util.ArrayList;
import java.util.List;

/** Lines of cells in columns. A column in which every cell is a number is set flush right. */
final class Table {

    private static final String GAP = "  ";

    private final List<Object[]> rows = new ArrayList<>();
    private final boolean headed;

    /**
     * @param headings none for a table without a head line
     */
    Table(String... headings) {
        headed = headings.length > 0;
        if (headed) {
            rows.add(headings);
        }
    }

    /** Adds a line; lines may differ in length. */
    Table row(Object... cells) {
        rows.add(cells);
        return this;
    }

    /** The lines, without blanks at their ends and without a newline after the last. */
    @Override
    public String toString() {
        int columns = rows.stream().mapToInt(row -> row.length).max().orElse(0);
        int[] widths = new int[columns];
        boolean[] right = new boolean[columns];
        for (int column = 0; column < columns; column++) {
            measure(column, widths, right);
        }
        List<String> lines = new ArrayList<>();
        for (Object[] row : rows) {
            lines.add(line(row, widths, right));
        }
        return String.join("\n", lines);
    }

    private void measure(int column, int[] widths, boolean[] right) {
        boolean numbers = rows.size() > (headed ? 1 : 0);
        for (int i = 0; i < rows.size(); i++) {
            Object[] row = rows.get(i);
            if (column < row.length) {
                widths[column] = Math.max(widths[column], row[column].toString().length());
                numbers &= row[column] instanceof Number || headed && i == 0;
            }
        }
        right[column] = numbers;
    }

    private static String line(Object[] row, int[] widths, boolean[] right) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.length; column++) {
            String cell = row[column].toString();
            String blanks = " ".repeat(widths[column] - cell.length());
            line.append(column == 0 ? "" : GAP).append(right[column] ? blanks + cell : cell + blanks);
        }
        return line.toString().stripTrailing();
    }
}
