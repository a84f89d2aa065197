package org.jackfield.core;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.NodeId;
import org.jackfield.api.release.Renegotiation;
import org.jackfield.core.Timers.Alarm;

/**
 * Shows a {@link Changeover} the node whenever something happens, and once a second, and does what it says. It closes
 * links; the {@link Dialer} brings them back, as it does with every pinned node.
 */
final class WaveRenegotiation implements Renegotiation {

    static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    /** Without any progress for so long, it is worth a line in the log. */
    static final Duration LONG = Duration.ofSeconds(60);

    private static final Optional<Turn> NOTHING = Optional.empty();

    private final Switchboard switchboard;
    private final Timers timers;
    private final RenegotiationFile file;
    private final Executor executor;
    private final Mutex mutex = new Mutex();
    private volatile Runnable afterEnd = () -> {};
    // Guarded by the mutex, which is taken before those of the dialer, the peer table and the registry.
    private Optional<Changeover> changeover = Optional.empty();
    /** No link is closed before the file knows of it. */
    private boolean onFile;

    private Alarm nextLook = () -> {};
    private long changedAtNanos;
    private boolean closed;

    /**
     * @param executor for what may block: writing the file
     */
    WaveRenegotiation(Switchboard switchboard, RenegotiationFile file, Executor executor) {
        this.switchboard = switchboard;
        this.timers = switchboard.environment().timers();
        this.file = file;
        this.executor = executor;
        switchboard.watch(this::look);
    }

    /** To be run when one has ended; on any thread. */
    void afterEnd(Runnable action) {
        afterEnd = action;
    }

    @Override
    public int atOnce() {
        return configured().atOnce();
    }

    @Override
    public double keptShare() {
        return configured().keptShare();
    }

    private WaveSize configured() {
        return switchboard.environment().settings().waves();
    }

    @Override
    public Progress start(String protocol, int atOnce, double keptShare) {
        WaveSize size = new WaveSize(atOnce, keptShare);
        if (!Capability.isValidName(protocol)) {
            throw new IllegalArgumentException("not the name of a protocol: \"" + protocol + '"');
        }
        Progress progress = mutex.locked(() -> {
            if (underWay()) {
                throw new IllegalStateException(
                        changeover.get().protocol() + " is being renegotiated: wait for its end, or stop it");
            }
            return begin(new Changeover(protocol, size, sight(protocol)), false);
        });
        RenegotiationLog.begun(progress);
        executor.execute(() -> {
            file.update(this::unfinished);
            mutex.locked(() -> onFile = true);
            look();
        });
        return progress;
    }

    private Progress begin(Changeover next, boolean known) {
        changeover = Optional.of(next);
        onFile = known;
        changedAtNanos = timers.nanos();
        return next.progress();
    }

    /** Goes on with what the node's last end has cut short. Blocks while it reads the file. */
    void resume() {
        Optional<UnfinishedRenegotiation> unfinished = file.read();
        if (unfinished.isEmpty()) {
            return;
        }
        RenegotiationLog.resumed(unfinished.get());
        // Some had been pinned at run time, which nobody remembers but we. The address in a configuration is newer.
        for (UnfinishedRenegotiation.Node node : unfinished.get().nodes()) {
            if (!switchboard.table().pinned(node.enode().id())) {
                switchboard.connect(node.enode());
            }
        }
        mutex.locked(() -> begin(new Changeover(unfinished.get(), timers.nanos()), true));
        look();
    }

    @Override
    public boolean stop() {
        Optional<Turn> turn = mutex.locked(() -> turn(current -> {
            current.stop();
            return List.of();
        }));
        turn.ifPresent(this::report);
        return turn.isPresent();
    }

    @Override
    public Optional<Progress> progress() {
        return mutex.locked(() -> changeover.map(Changeover::progress));
    }

    /** Whether one is running or stopping. */
    boolean underWay() {
        return mutex.locked(
                () -> changeover.filter(current -> !current.isOver()).isPresent());
    }

    /** Whether links that carry the protocol, and that we can make, would carry another version of it now. */
    boolean isCalledFor(String protocol) {
        Sight sight = sight(protocol);
        return sight.links().entrySet().stream()
                .filter(link -> sight.dial(link.getKey()).isPresent())
                .map(Map.Entry::getValue)
                .anyMatch(view -> view.carried().isPresent() && view.changes());
    }

    /** Does nothing more. What is unfinished is left to the next start. */
    void close() {
        switchboard.watch(() -> {});
        mutex.locked(() -> {
            closed = true;
            nextLook.cancel();
        });
    }

    private void look() {
        mutex.locked(() -> onFile && !closed ? turn(current -> current.step(sight(current.protocol()))) : NOTHING)
                .ifPresent(this::report);
    }

    /** Does something to the renegotiation under way. */
    private Optional<Turn> turn(Function<Changeover, List<NodeId>> action) {
        nextLook.cancel();
        if (!underWay()) {
            return NOTHING;
        }
        Changeover current = changeover.get();
        Progress before = current.progress();
        for (NodeId id : action.apply(current)) {
            switchboard.table().link(id).ifPresent(link -> link.disconnect(DisconnectReason.REQUESTED));
        }
        Progress now = current.progress();
        boolean waits = timers.nanos() - changedAtNanos >= LONG.toNanos();
        if (waits || !before.equals(now)) {
            changedAtNanos = timers.nanos();
        }
        if (!current.isOver() && !closed) {
            nextLook = timers.after(LOOK_AGAIN, this::look);
        }
        return Optional.of(new Turn(before, now, waits));
    }

    private void report(Turn turn) {
        Progress now = turn.now();
        if (!turn.before().equals(now)) {
            executor.execute(() -> file.update(this::unfinished));
            RenegotiationLog.changed(turn.before(), now);
        } else if (turn.waits()) {
            RenegotiationLog.waits(now, switchboard.table().size());
        }
        if (now.state() == State.FINISHED || now.state() == State.STOPPED) {
            afterEnd.run();
        }
    }

    private Optional<UnfinishedRenegotiation> unfinished() {
        return mutex.locked(
                () -> changeover.filter(current -> !current.isOver()).map(Changeover::unfinished));
    }

    private Sight sight(String protocol) {
        Map<NodeId, LinkView> links = new LinkedHashMap<>();
        for (PeerLink link : switchboard.table().links()) {
            links.put(link.peer().id(), view(protocol, link));
        }
        return new Sight(timers.nanos(), links, switchboard.dialable());
    }

    private LinkView view(String protocol, PeerLink link) {
        ConnectedPeer peer = link.peer();
        Map<Capability, Integer> offer = switchboard.serving(peer.id()).stream()
                .collect(Collectors.toMap(InstalledProtocol::capability, InstalledProtocol::messageCount));
        return LinkView.of(protocol, link, link.carried(protocol), offer, peer.offered());
    }

    /**
     * What a look has brought.
     *
     * @param waits whether there has been no progress for long
     */
    private record Turn(Progress before, Progress now, boolean waits) {}
}
