package org.jackfield.chunks;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jackfield.api.NodeId;
import org.jackfield.api.Readiness;
import org.jackfield.api.rpc.RpcModule;
import org.jackfield.api.transport.Transport;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the store and registers {@link ChunkStore}, {@link Tags}, {@link Pins} and {@link Contents}, and {@link Readiness} either way. The
 * services are registered by hand, because there are none when the store cannot be opened, and that must be told and not thrown.
 */
@Component(
        immediate = true,
        service = {},
        configurationPid = "org.jackfield.chunks",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ChunksConfiguration.class)
public final class ChunksComponent {

    private static final Logger LOG = LoggerFactory.getLogger(ChunksComponent.class);

    /** Last registered, first out: whoever uses the store lets go of it before it closes. */
    private final Deque<ServiceRegistration<?>> registrations = new ArrayDeque<>();

    private final Optional<RocksChunkStore> store;
    private final Optional<StoredContents> contents;

    @Activate
    public ChunksComponent(BundleContext context, @Reference Transport transport, ChunksConfiguration configuration) {
        Optional<RocksChunkStore> opened = Optional.empty();
        Readiness readiness;
        try {
            RocksChunkStore open = open(configuration, transport.localId());
            opened = Optional.of(open);
            readiness = Readiness.of("chunks", () -> open.status().chunks() + " chunks");
            LOG.info("Chunk store of {} open: {}", open.base(), readiness.text());
        } catch (IOException | InvalidPathException e) {
            LOG.warn("No chunk store: {}", e.getMessage());
            readiness = Readiness.failed("chunks", "no chunk store", e.getMessage());
        }
        store = opened;
        contents = store.map(open -> new StoredContents(open, threads(configuration)));
        store.ifPresent(open -> {
            registrations.push(context.registerService(ChunkStore.class, open, null));
            registrations.push(context.registerService(Tags.class, open.tags(), null));
            registrations.push(context.registerService(Pins.class, open.pins(), null));
            registrations.push(context.registerService(RpcModule.class, new StoreModule(open), null));
        });
        contents.ifPresent(files -> registrations.push(context.registerService(Contents.class, files, null)));
        registrations.push(context.registerService(Readiness.class, readiness, null));
    }

    @Deactivate
    void close() {
        registrations.forEach(ServiceRegistration::unregister);
        contents.ifPresent(StoredContents::close);
        store.ifPresent(RocksChunkStore::close);
    }

    static RocksChunkStore open(ChunksConfiguration configuration, NodeId self) throws IOException {
        if (configuration.folder() == null || configuration.folder().isBlank()) {
            throw new IOException("org.jackfield.chunks: folder is not set");
        }
        return RocksChunkStore.open(
                Path.of(configuration.folder()), base(configuration, self), capacity(configuration));
    }

    private static Address base(ChunksConfiguration configuration, NodeId self) throws IOException {
        if (configuration.base().isBlank()) {
            return Address.ofNode(self);
        }
        try {
            return Address.parse(configuration.base().strip());
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "org.jackfield.chunks: base is not 64 hexadecimal digits: " + configuration.base(), e);
        }
    }

    private static Capacity capacity(ChunksConfiguration configuration) throws IOException {
        long mebibytes = configuration.capacityMebibytes();
        if (configuration.capacity() < 1 || mebibytes < 0 || mebibytes > Long.MAX_VALUE >> 20) {
            throw new IOException("org.jackfield.chunks: capacity is at least 1, and capacityMebibytes at least 0");
        }
        return new Capacity(configuration.capacity(), mebibytes == 0 ? Long.MAX_VALUE : mebibytes << 20);
    }

    private static int threads(ChunksConfiguration configuration) {
        return configuration.threads() > 0
                ? Math.min(configuration.threads(), 256)
                : Runtime.getRuntime().availableProcessors();
    }
}
