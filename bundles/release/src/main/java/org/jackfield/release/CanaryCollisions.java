package org.jackfield.release;

import java.util.Collection;
import org.osgi.framework.Bundle;
import org.osgi.framework.hooks.bundle.CollisionHook;
import org.osgi.service.component.annotations.Component;

/**
 * Lets a bundle be updated to the release of its own canary. The framework refuses a second bundle of the same name and
 * version otherwise, and the canary can only go when the bundle can take its sessions.
 */
@Component(service = CollisionHook.class)
public final class CanaryCollisions implements CollisionHook {

    @Override
    public void filterCollisions(int operationType, Bundle target, Collection<Bundle> candidates) {
        if (operationType == UPDATING) {
            candidates.removeIf(
                    other -> other.getLocation().equals(Beside.location(String.valueOf(target.getSymbolicName()))));
        }
    }
}
