package org.jackfield.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What an answer left out of what was asked for.
 *
 * @param absent what stood before the last item delivered, or all if there was none: the peer has not got it
 * @param cut what stood behind it: it was too much for one answer
 */
record LeftOut<T>(List<T> absent, List<T> cut) {

    static <T> LeftOut<T> of(List<T> asked, Collection<T> delivered) {
        List<T> absent = new ArrayList<>();
        List<T> behind = new ArrayList<>();
        for (T item : asked) {
            if (delivered.contains(item)) {
                absent.addAll(behind);
                behind.clear();
            } else {
                behind.add(item);
            }
        }
        return delivered.isEmpty() ? new LeftOut<>(behind, List.of()) : new LeftOut<>(absent, behind);
    }
}
