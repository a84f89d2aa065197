package org.jackfield.sync;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.NodeId;
import org.jackfield.api.PeerDirectory;
import org.jackfield.api.PeerEvent;
import org.jackfield.api.PeerEventListener;
import org.jackfield.chain.Chain;
import org.jackfield.chain.ChainWriter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The room as a service, with its two threads: one that writes, one that looks after time. */
@Component(
        service = {ChainSync.class, PeerEventListener.class},
        configurationPid = "org.jackfield.sync")
@Designate(ocd = SyncConfiguration.class)
public final class SyncComponent implements ChainSync, PeerEventListener {

    private static final Logger LOG = LoggerFactory.getLogger(SyncComponent.class);

    /** What may wait to be written. */
    private static final long WINDOW_BYTES = 64L << 20;

    private static final long TICK_MILLIS = 100;
    private static final long PATIENCE_SECONDS = 30;

    private final ExecutorService writing = Executors.newSingleThreadExecutor(task -> new Thread(task, "sync-writer"));
    private final ScheduledExecutorService time =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "sync-time"));
    private final SyncRoom room;

    @Activate
    public SyncComponent(
            @Reference Chain chain,
            @Reference ChainWriter writer,
            @Reference PeerDirectory directory,
            SyncConfiguration configuration) {
        long seed = new SecureRandom().nextLong();
        Wanted wanted = new Wanted(configuration.receipts(), configuration.accessLists());
        Ledger ledger = new StoredLedger(chain);
        SyncState state = new SyncState(ledger, wanted, WINDOW_BYTES, seed, System.nanoTime());
        room = new SyncRoom(
                state,
                ledger,
                writer,
                writing,
                drop -> directory.peer(drop.peer()).ifPresent(peer -> peer.disconnect(drop.reason())),
                System::nanoTime);
        target(configuration.target());
        time.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Deactivate
    void close() throws InterruptedException {
        time.shutdown();
        writing.shutdown();
        // The store behind the writer may be closed next.
        if (!writing.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("The writer of the chain has not ended within {} s", PATIENCE_SECONDS);
        }
    }

    private void target(String configured) {
        if (configured == null || configured.isBlank()) {
            return;
        }
        Optional<byte[]> hash = hash(configured.strip());
        hash.ifPresent(room::target);
        if (hash.isEmpty()) {
            // Going for what peers tell is not what was meant.
            LOG.warn("org.jackfield.sync: target is no hash: {}; nothing is fetched", configured);
            room.idle();
        }
    }

    static Optional<byte[]> hash(String text) {
        String digits = text.startsWith("0x") ? text.substring(2) : text;
        return digits.matches("[0-9a-fA-F]{64}") ? Optional.of(HexFormat.of().parseHex(digits)) : Optional.empty();
    }

    private void tick() {
        try {
            room.tick();
        } catch (RuntimeException e) {
            // One that escapes would end the ticking; the store is being closed, or it is a bug.
            LOG.warn("Synchronization stumbled: {}", e.toString());
        }
    }

    @Override
    public void onEvent(PeerEvent event) {
        if (event instanceof PeerEvent.Disconnected) {
            NodeId peer = event.peer();
            long at = System.nanoTime();
            // Events come on event loops, which must not wait for the room.
            time.execute(() -> room.disconnected(peer, at));
        }
    }

    @Override
    public boolean wantsMessages() {
        return false;
    }

    @Override
    public SyncSeat join(NodeId peer, int version, RemoteChain chain, Runnable wake) {
        return room.join(peer, version, chain, wake);
    }

    @Override
    public SyncSeat rejoin(NodeId peer, int version, RemoteChain chain, Runnable wake) {
        return room.rejoin(peer, version, chain, wake);
    }

    @Override
    public void target(byte[] hash) {
        room.target(hash);
    }

    @Override
    public SyncStatus status() {
        return room.status();
    }
}
