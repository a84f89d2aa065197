package org.jackfield.bench.link;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jackfield.bench.LineProcess;
import org.jackfield.rlpx.BareCodec;

/** What our codec, and Tuweni's, does of each load on one core without a socket: the measure of what a link makes of it. */
final class BareRates {

    private static final double MEGA = 1e6;

    private final PrintStream out;
    private final Map<Load, BareCodec.Rates> rates = new HashMap<>();

    private BareRates(PrintStream out) {
        this.out = out;
    }

    /**
     * Prints them too.
     *
     * @param time of each load, once to warm up and once to measure
     */
    static BareRates measure(PrintStream out, Path programs, Duration time) throws IOException, InterruptedException {
        BareRates bare = new BareRates(out);
        for (int pass = 0; pass < 2; pass++) {
            Load.ALL.forEach(load -> bare.rates.put(load, BareCodec.measure(load.payload(), time)));
        }
        bare.print();
        if (Implementation.present(programs).contains(Implementation.TUWENI)) {
            bare.printTuweni(programs, time);
        }
        return bare;
    }

    private void print() {
        out.println("\n## Bare codec, one core, messages/s (MB/s)\n");
        out.println("| | | encoded | decoded | Keccak alone |\n|---|---|---|---|---|");
        for (Load load : Load.ALL) {
            BareCodec.Rates bare = rates.get(load);
            row(Implementation.JACKFIELD, load, bare.encoded(), bare.decoded());
            out.println(cell(load, bare.keccak()));
        }
    }

    private void printTuweni(Path programs, Duration time) throws IOException, InterruptedException {
        Implementation tuweni = Implementation.TUWENI;
        try (LineProcess process = LineProcess.start(tuweni.title(), tuweni.command(programs, programs))) {
            process.answer();
            for (Load load : Load.ALL) {
                process.ask(codec(load, time));
            }
            for (Load load : Load.ALL) {
                String[] words = process.ask(codec(load, time)).split(" ");
                row(tuweni, load, Double.parseDouble(words[1]), Double.parseDouble(words[2]));
                out.println(" |");
            }
        }
    }

    private static String codec(Load load, Duration time) {
        return "codec " + load.bytes() + ' ' + load.kind() + ' ' + time.toMillis();
    }

    /** All but the last cell. */
    private void row(Implementation whose, Load load, double encoded, double decoded) {
        out.print("| " + whose.title() + " | " + load + " |" + cell(load, encoded) + cell(load, decoded));
    }

    private static String cell(Load load, double rate) {
        return String.format(Locale.ROOT, " %,.0f (%,.1f) |", rate, rate * load.bytes() / MEGA);
    }

    /** Prints how much of them our link makes. */
    void compare(Load load, double rate) {
        BareCodec.Rates bare = rates.get(load);
        out.printf(
                Locale.ROOT,
                "%njackfield: %.0f %% of its bare codec (the slower of its directions), %.0f %% of Keccak alone%n",
                100 * rate / bare.slower(),
                100 * rate / bare.keccak());
    }
}
