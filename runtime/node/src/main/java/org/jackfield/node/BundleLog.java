package org.jackfield.node;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps record of what is plugged in and out, and of bundles that fail. */
final class BundleLog implements BundleListener, FrameworkListener {

    private static final Logger LOG = LoggerFactory.getLogger(BundleLog.class);

    @Override
    public void bundleChanged(BundleEvent event) {
        Bundle bundle = event.getBundle();
        switch (event.getType()) {
            case BundleEvent.STARTED -> log("started", bundle);
            case BundleEvent.STOPPED -> log("stopped", bundle);
            case BundleEvent.UPDATED -> log("updated", bundle);
            case BundleEvent.UNINSTALLED -> log("uninstalled", bundle);
            default -> {}
        }
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.ERROR) {
            LOG.error("bundle {} failed", event.getBundle().getSymbolicName(), event.getThrowable());
        }
    }

    private static void log(String what, Bundle bundle) {
        LOG.info("{} {} {} [{}]", what, bundle.getSymbolicName(), bundle.getVersion(), bundle.getBundleId());
    }
}
