package org.jackfield.itest.plugin;

import java.util.Hashtable;
import java.util.Map;
import org.jackfield.chunks.ChunkStore;
import org.jackfield.chunks.Contents;
import org.jackfield.itest.shared.ChunkProbe;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** Offers the {@link ChunkProbe} of a node whose store is open, and has the network use the store through it. */
public final class ProbeActivator implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        KeepingStore store = new KeepingStore(service(context, ChunkStore.class));
        context.registerService(
                ChunkStore.class, store, new Hashtable<>(Map.of(Constants.SERVICE_RANKING, Integer.MAX_VALUE)));
        PatientSource source = new PatientSource(
                store.source(),
                address -> service(context, org.jackfield.chunks.ChunkFetcher.class)
                        .fetch(address));
        context.registerService(
                ChunkProbe.class, new StoreProbe(store, source, service(context, Contents.class)), null);
    }

    @Override
    public void stop(BundleContext context) {
        // The framework withdraws the services.
    }

    private static <T> T service(BundleContext context, Class<T> type) {
        return context.getService(context.getServiceReference(type));
    }
}
