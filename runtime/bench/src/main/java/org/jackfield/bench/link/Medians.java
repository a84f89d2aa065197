package org.jackfield.bench.link;

import java.util.ArrayList;
import java.util.List;

/** A figure of several rounds. */
final class Medians {

    private final List<Double> figures = new ArrayList<>();

    void add(double figure) {
        figures.add(figure);
    }

    double median() {
        return figures.stream().sorted().toList().get(figures.size() / 2);
    }
}
