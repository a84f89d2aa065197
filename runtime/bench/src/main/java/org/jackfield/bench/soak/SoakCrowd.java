package org.jackfield.bench.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jackfield.api.Enode;
import org.jackfield.bench.crowd.Pace;
import org.jackfield.rlpx.Dials;

/**
 * The process of the other nodes. It is told one command a line and answers with one line:
 *
 * <pre>
 *                      call ENODE ...     those that the node is to connect to
 *                      connected          once all links stand, and those that stay have heard of the first release
 *   churn MICROS       ok                 from now on a link is ended and made anew so often
 *   swap RELEASE       ok                 it is to come next
 *   heard              ok                 once all links that stay have heard of it
 *   row                MESSAGES COUNT P50 P99 P999 MAX, since the last row; round trips of the untouched protocol, nanoseconds
 *   settle             FAILED             handshakes so far; once all links stand, and none is ended any more
 *   finish             RECEIVED SENT LOST REORDERED DUPLICATED of all links that have been, once the node has confirmed all
 * </pre>
 *
 * A line that begins with {@code fault} may come at any time.
 */
final class SoakCrowd {

    /** Parts of the crowd, whose turns come one after another, so that not all send at once. */
    private static final int PARTS = 10;

    /** A swap holds a session up for some ten milliseconds; the time is counted in turns, so that a frozen machine does no harm. */
    private static final Duration STANDSTILL = Duration.ofSeconds(15);

    private static final long DEADLINE_SECONDS = 60;
    private static final String OK = "ok";

    private final Dials dials = new Dials();
    private final Clock clock;
    private final Enode node;
    private final Duration turn;
    private final PrintStream answers;
    private final Ledger ledger;
    private final List<Seat> seats = new ArrayList<>();
    private final Churn churn;
    private final List<Clock.Beat> beats = new ArrayList<>();
    private int part;

    private SoakCrowd(Enode node, Duration turn, int window, List<Integer> numbers, PrintStream answers) {
        this.node = node;
        this.turn = turn;
        this.answers = answers;
        ledger = new Ledger((int) STANDSTILL.dividedBy(turn), what -> answers.println("fault " + what));
        clock = new Clock(ledger::fault);
        for (Seat.Kind kind : Seat.Kind.values()) {
            for (int i = 0; i < numbers.get(kind.ordinal()); i++) {
                seats.add(new Seat(kind, dials, Pace.onDemand(window), ledger));
            }
        }
        churn = new Churn(seats(Seat.Kind.RETURNS).toList(), dials, node, ledger);
    }

    /** The command's arguments for {@link #main}. */
    static List<Object> arguments(Enode node, Options options) {
        int returning = options.links() - options.staying() - options.called();
        return List.of(
                node, options.turn().toNanos(), options.window(), options.staying(), returning, options.called());
    }

    /** Arguments: enode URL, nanoseconds between a link's turns, window, and how many stay, return and are called. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        SoakCrowd crowd = new SoakCrowd(
                Enode.parse(arguments[0]),
                Duration.ofNanos(Long.parseLong(arguments[1])),
                Integer.parseInt(arguments[2]),
                Stream.of(arguments).skip(3).map(Integer::valueOf).toList(),
                System.out);
        crowd.connect();
        crowd.obey(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
    }

    private void connect() throws InterruptedException {
        // In turn: they all come from one address, and the node admits so many at a time.
        for (Seat seat : seats) {
            if (seat.kind() != Seat.Kind.IS_CALLED) {
                seat.dial(node);
                ledger.awaitConnected(1);
            }
        }
        List<Enode> called = seats(Seat.Kind.IS_CALLED).map(Seat::listen).toList();
        answers.println(called.stream().map(Enode::toString).collect(Collectors.joining(" ", "call ", "")));
        ledger.awaitConnected(called.size());
        heard();
        beats.add(clock.every(turn.dividedBy(PARTS), this::turn));
        answers.println("connected");
    }

    private void obey(BufferedReader commands) throws IOException, InterruptedException {
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ");
            answers.println(
                    switch (words[0]) {
                        case "churn" -> churn(Duration.of(Long.parseLong(words[1]), ChronoUnit.MICROS));
                        case "swap" -> swap(Integer.parseInt(words[1]));
                        case "heard" -> heard();
                        case "row" -> ledger.since();
                        case "settle" -> settle();
                        case "finish" -> finish();
                        default -> throw new IllegalArgumentException(line);
                    });
        }
    }

    private String churn(Duration period) {
        beats.add(clock.every(period, churn::next));
        return OK;
    }

    private String swap(int release) {
        ledger.expect(release);
        return OK;
    }

    private String heard() throws InterruptedException {
        ledger.awaitHeard((int) seats(Seat.Kind.STAYS).count());
        return OK;
    }

    private String settle() throws InterruptedException {
        stop();
        CountDownLatch settled = new CountDownLatch(1);
        beats.add(clock.every(turn, () -> {
            churn.bringBack();
            if (seats.stream().allMatch(Seat::connected)) {
                settled.countDown();
            }
        }));
        if (!settled.await(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            String missing = seats.stream()
                    .filter(seat -> !seat.connected())
                    .map(Seat::toString)
                    .collect(Collectors.joining(", "));
            ledger.fault("not all links are back: " + missing);
        }
        stop();
        return Long.toString(ledger.failures());
    }

    private String finish() throws InterruptedException {
        seats.forEach(Seat::finish);
        ledger.awaitFinished(seats.size());
        return ledger.tally().inWords();
    }

    private void turn() {
        for (int i = part; i < seats.size(); i += PARTS) {
            seats.get(i).proceed();
        }
        part = (part + 1) % PARTS;
    }

    private Stream<Seat> seats(Seat.Kind kind) {
        return seats.stream().filter(seat -> seat.kind() == kind);
    }

    private void stop() {
        beats.forEach(Clock.Beat::stop);
        beats.clear();
    }
}
