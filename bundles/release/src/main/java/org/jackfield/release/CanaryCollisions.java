package org.jackfield.release;

import java.util.Collection;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.hooks.bundle.CollisionHook;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Lets a bundle be updated to the release of its own canary, and a stand-in be of its bundle's version. The framework refuses
 * a second bundle of the same name and version otherwise, and the canary can only go when the bundle can take its sessions.
 */
@Component(service = CollisionHook.class)
public final class CanaryCollisions implements CollisionHook {

    private final Bundle self;

    @Activate
    public CanaryCollisions(BundleContext context) {
        self = context.getBundle();
    }

    @Override
    public void filterCollisions(int operationType, Bundle target, Collection<Bundle> candidates) {
        if (operationType == INSTALLING && target.equals(self)) {
            // All that we install are canaries, and bundles that the framework has lost.
            candidates.clear();
        } else if (operationType == UPDATING) {
            candidates.removeIf(
                    other -> other.getLocation().equals(Beside.location(String.valueOf(target.getSymbolicName()))));
        }
    }
}
