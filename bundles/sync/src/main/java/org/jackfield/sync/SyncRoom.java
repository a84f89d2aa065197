package org.jackfield.sync;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.NodeId;
import org.jackfield.chain.Block;
import org.jackfield.chain.ChainWriter;
import org.jackfield.chain.NewBlock;
import org.jackfield.chain.RejectedBlockException;
import org.jackfield.crypto.Hash;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state behind its lock: brings events to it, and does what it asks for once the lock is free. For any thread. */
final class SyncRoom implements ChainSync {

    private static final Logger LOG = LoggerFactory.getLogger(SyncRoom.class);

    private final SyncState state;
    private final Ledger ledger;
    private final ChainWriter writer;
    private final Executor writing;
    private final Consumer<Action.Drop> drop;
    private final LongSupplier clock;
    private final ReentrantLock lock = new ReentrantLock();

    /**
     * @param writing runs one thing at a time
     * @param drop disconnects a peer; does not block
     * @param clock nanoseconds
     */
    SyncRoom(
            SyncState state,
            Ledger ledger,
            ChainWriter writer,
            Executor writing,
            Consumer<Action.Drop> drop,
            LongSupplier clock) {
        this.state = state;
        this.ledger = ledger;
        this.writer = writer;
        this.writing = writing;
        this.drop = drop;
        this.clock = clock;
    }

    /** Something that happens to the state. */
    interface Event<T> {
        T on(SyncState state, long now) throws DisconnectException;
    }

    /** As {@link Event}, of those that nobody can be blamed for. */
    interface Harmless<T> {
        T on(SyncState state, long now);
    }

    <T> T tell(Event<T> event) throws DisconnectException {
        List<Action> actions = List.of();
        lock.lock();
        try {
            try {
                return event.on(state, clock.getAsLong());
            } finally {
                actions = state.actions();
            }
        } finally {
            lock.unlock();
            actions.forEach(this::act);
        }
    }

    <T> T inform(Harmless<T> event) {
        try {
            return tell(event::on);
        } catch (DisconnectException e) {
            throw new IllegalStateException("a harmless event cannot be a peer's fault", e);
        }
    }

    @Override
    public SyncSeat join(NodeId peer, int version, RemoteChain chain, Runnable wake) {
        return new Seat(this, inform((sync, now) -> sync.join(peer, version, chain, wake, now)));
    }

    @Override
    public SyncSeat rejoin(NodeId peer, int version, RemoteChain chain, Runnable wake) {
        return new Seat(
                this,
                inform((sync, now) -> sync.rejoin(peer, chain, wake, now)
                        .orElseGet(() -> sync.join(peer, version, chain, wake, now))));
    }

    @Override
    public void target(byte[] hash) {
        if (hash.length != Hash.BYTES) {
            throw new IllegalArgumentException("a hash has " + Hash.BYTES + " bytes, got " + hash.length);
        }
        inform((sync, now) -> {
            sync.target(Hash.of(hash.clone()), now);
            return true;
        });
    }

    @Override
    public SyncStatus status() {
        return inform(SyncState::status);
    }

    /** The peer's link has ended. */
    void disconnected(NodeId peer, long at) {
        inform((sync, now) -> {
            sync.disconnected(peer, at, now);
            return true;
        });
    }

    /** Fetches nothing until there is a target. */
    void idle() {
        inform((sync, now) -> {
            sync.idle();
            return true;
        });
    }

    void tick() {
        inform((sync, now) -> {
            sync.tick(now);
            return true;
        });
    }

    private void act(Action action) {
        if (action instanceof Action.Wake) {
            ((Action.Wake) action).wake().run();
        } else if (action instanceof Action.Drop) {
            Action.Drop due = (Action.Drop) action;
            LOG.debug("Leaving {}: {} ({})", due.peer().shortHex(), due.why(), due.reason());
            drop.accept(due);
        } else if (action instanceof Action.Append) {
            write(() -> append(((Action.Append) action).blocks()));
        } else if (action instanceof Action.Take) {
            write(() -> take(((Action.Take) action).block()));
        } else if (action instanceof Action.Survey) {
            write(() -> survey((Action.Survey) action));
        } else if (action instanceof Action.Complete) {
            write(() -> complete(((Action.Complete) action).lists()));
        } else if (action instanceof Action.Choose) {
            write(() -> choose(((Action.Choose) action).hash()));
        } else if (action instanceof Action.Tell) {
            LOG.info("{}", ((Action.Tell) action).line());
        }
    }

    private void write(Runnable task) {
        try {
            writing.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("Closing, nothing more is written");
        }
    }

    private void append(List<NewBlock> blocks) {
        written(() -> {
            writer.append(blocks);
            return (sync, now) -> {
                sync.written(blocks.size(), now);
                return true;
            };
        });
    }

    /** Hands a block on as soon as its header is right, which is not to wait for the disk (devp2p caps/eth.md). */
    private void take(Block block) {
        written(() -> {
            BigInteger totalDifficulty = writer.verify(block.header());
            inform((sync, now) -> {
                sync.verified(block, totalDifficulty);
                return true;
            });
            writer.append(List.of(new NewBlock(block, Optional.empty())));
            return (sync, now) -> {
                sync.written(1, now);
                return true;
            };
        });
    }

    private void survey(Action.Survey range) {
        completed(() -> {
            Survey survey = Survey.of(ledger, range.first(), range.last());
            return (sync, now) -> {
                sync.surveyed(survey, now);
                return true;
            };
        });
    }

    private void complete(List<LateLists.Late> lists) {
        completed(() -> {
            List<NewBlock> blocks = new ArrayList<>(lists.size());
            for (LateLists.Late late : lists) {
                ledger.block(late.header())
                        .map(block -> new NewBlock(block, Optional.empty(), Optional.of(late.list())))
                        .ifPresent(blocks::add);
            }
            writer.store(blocks);
            return (sync, now) -> {
                sync.completed(lists, now);
                return true;
            };
        });
    }

    /** What the chain as it is does not depend on: if it fails, nothing else does. */
    private void completed(Write write) {
        Harmless<Boolean> outcome;
        try {
            outcome = write.run();
        } catch (RejectedBlockException | IOException | RuntimeException e) {
            outcome = (sync, now) -> {
                sync.incomplete(reason(e), now);
                return true;
            };
        }
        inform(outcome);
    }

    private void choose(Hash hash) {
        written(() -> {
            boolean stored = writer.choose(hash.bytes());
            return (sync, now) -> {
                sync.chosen(now);
                return stored;
            };
        });
    }

    private interface Write {
        Harmless<Boolean> run() throws RejectedBlockException, IOException;
    }

    private void written(Write write) {
        Harmless<Boolean> outcome;
        try {
            outcome = write.run();
        } catch (RejectedBlockException e) {
            outcome = refused(e);
        } catch (IOException | RuntimeException e) {
            // Of a bug in there as well: the room must not believe for ever that the writer is busy.
            outcome = (sync, now) -> {
                sync.failed(reason(e), now);
                return true;
            };
        }
        inform(outcome);
    }

    private static String reason(Exception e) {
        return Optional.ofNullable(e.getMessage()).orElse(e.toString());
    }

    private static Harmless<Boolean> refused(RejectedBlockException e) {
        return (sync, now) -> {
            if (e.kind() == RejectedBlockException.Kind.INVALID) {
                sync.rejected(e.getMessage(), now);
            } else {
                sync.unlinked(now);
            }
            return true;
        };
    }
}
