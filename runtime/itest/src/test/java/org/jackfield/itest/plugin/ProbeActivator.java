package org.jackfield.itest.plugin;

import java.util.Hashtable;
import java.util.Map;
import org.jackfield.chunks.ChunkFetcher;
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
        ChunkStore store = service(context, ChunkStore.class);
        KeepingStore keeping = new KeepingStore(store);
        context.registerService(
                ChunkStore.class,
                keeping.view(),
                new Hashtable<>(Map.of(Constants.SERVICE_RANKING, Integer.MAX_VALUE)));
        PatientSource source = new PatientSource(store.source(), service(context, ChunkFetcher.class));
        context.registerService(
                ChunkProbe.class, new StoreProbe(store, keeping, source, service(context, Contents.class)), null);
    }

    @Override
    public void stop(BundleContext context) {
        // The framework withdraws the services.
    }

    private static <T> T service(BundleContext context, Class<T> type) {
        return context.getService(context.getServiceReference(type));
    }
}
