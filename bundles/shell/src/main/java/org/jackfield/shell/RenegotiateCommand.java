package org.jackfield.shell;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.jackfield.api.release.Readout;
import org.jackfield.api.release.Renegotiation;
import org.jackfield.api.release.Renegotiation.Progress;
import org.jackfield.api.release.Renegotiation.State;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code p2p:renegotiate}: brings standing links over to what is installed now. */
@Component(
        service = RenegotiateCommand.class,
        property = {"osgi.command.scope=p2p", "osgi.command.function=renegotiate"})
public final class RenegotiateCommand {

    private static final Command.Option AT_ONCE = new Command.Option(
            "--at-once", "N", "how many links may be closed and not back at a time; as configured if not given");
    private static final Command.Option KEEP = new Command.Option(
            "--keep", "75%", "never to have less than this share of the peers connected now; as configured");
    private static final Command.Option WAIT =
            new Command.Option("--wait", "", "stay until it is finished, or a key is pressed");
    private static final Command.Option STOP = new Command.Option("--stop", "", "close no further link");
    private static final Command.Option STATUS =
            new Command.Option("--status", "", "tell how far it is, as without a NAME");
    private static final Command RENEGOTIATE = Command.of(
            "p2p:renegotiate",
            "Closes and redials, a few at a time, the links that would carry another set of versions of a protocol now.",
            List.of("[NAME]"),
            AT_ONCE,
            KEEP,
            WAIT,
            STOP,
            STATUS,
            Command.JSON);

    private final Renegotiation renegotiation;

    @Activate
    public RenegotiateCommand(@Reference Renegotiation renegotiation) {
        this.renegotiation = renegotiation;
    }

    @Descriptor("brings standing links over to the versions of a protocol that are installed now")
    public void renegotiate(
            CommandSession session,
            @Descriptor("[NAME] [--at-once N] [--keep 75%] [--wait] [--stop] [--status] [--json] [--help]")
                    String... words)
            throws Exception {
        RENEGOTIATE.run(words, given -> {
            check(given);
            if (given.has(STOP) && !renegotiation.stop()) {
                throw new CommandException("no renegotiation is under way");
            }
            Optional<Progress> progress =
                    given.words().isEmpty() ? renegotiation.progress() : Optional.of(start(given));
            if (progress.isPresent() && given.has(WAIT)) {
                progress = Optional.of(stay(session, given, progress.get()));
            }
            return given.json()
                    ? Json.pretty(progress.map(Readout::of).orElse(null))
                    : progress.map(RenegotiateCommand::text)
                            .orElse("nothing was renegotiated since the node was started");
        });
    }

    private static void check(Command.Given given) throws CommandException {
        boolean named = !given.words().isEmpty();
        if (named && (given.has(STOP) || given.has(STATUS))) {
            throw new CommandException("--stop and --status take no NAME: there is one renegotiation at a time");
        }
        if (!named && (given.has(AT_ONCE) || given.has(KEEP))) {
            throw new CommandException("--at-once and --keep need a NAME to begin with, such as eth");
        }
    }

    private Progress start(Command.Given given) throws CommandException {
        int atOnce = given.has(AT_ONCE) ? atOnce(given.value(AT_ONCE).orElseThrow()) : renegotiation.atOnce();
        double keep = given.has(KEEP) ? Units.parseShare(given.value(KEEP).orElseThrow()) : renegotiation.keptShare();
        try {
            return renegotiation.start(given.words().get(0), atOnce, keep);
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    private static int atOnce(String text) throws CommandException {
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new CommandException("--at-once needs a number of links, 1 or more, got " + text);
        }
        return Integer.parseInt(text);
    }

    /**
     * @throws CommandException if somebody has stopped it
     */
    private Progress stay(CommandSession session, Command.Given given, Progress begun)
            throws CommandException, InterruptedException {
        Predicate<Progress> over = progress -> progress.state() == State.FINISHED || progress.state() == State.STOPPED;
        Progress last;
        try (PersonWatch person = PersonWatch.in(session)) {
            last = new Vigil(person, given.json())
                    .keep(() -> renegotiation.progress().orElse(begun), over, RenegotiateCommand::line);
        }
        if (last.state() == State.STOPPED && !given.has(STOP)) {
            throw new CommandException("stopped: " + line(last));
        }
        return last;
    }

    private static String line(Progress progress) {
        return progress.protocol() + ": " + progress.done() + " done, " + progress.away() + " away, " + progress.toDo()
                + " to do, " + progress.unchanged() + " unchanged, " + progress.lost() + " lost";
    }

    private static String text(Progress progress) {
        boolean idle = progress.done() + progress.unchanged() + progress.lost() == 0;
        if (progress.state() == State.FINISHED && idle) {
            return progress.protocol() + ": no link that we can make anew would change, " + progress.inbound()
                    + " that only their peers can make would";
        }
        return new Table()
                .row("protocol", progress.protocol())
                .row("state", state(progress))
                .row("to do", String.valueOf(progress.toDo()))
                .row("away", progress.away() + " closed, and not back yet")
                .row("done", progress.done() + " back with what is installed now")
                .row("unchanged", progress.unchanged() + " back without: their peers offer something else by now")
                .row("lost", progress.lost() + " not back after several dials, which go on")
                .row("inbound", progress.inbound() + " that only their peers can make anew")
                .toString();
    }

    private static String state(Progress progress) {
        return switch (progress.state()) {
            case RUNNING ->
                "running, " + progress.atOnce() + " at a time, never below " + progress.floor() + " of "
                        + progress.peersAtStart() + " peers; p2p:renegotiate --stop ends it";
            case STOPPING -> "stopping, the links that are closed are still brought back";
            case STOPPED -> "stopped";
            case FINISHED -> "finished";
        };
    }
}
