package org.jackfield.chain;

import org.osgi.annotation.versioning.ConsumerType;

/** Hears of every new head, in order, on the thread that moves it; must not block, and must not write to the chain. */
@ConsumerType
@FunctionalInterface
public interface ChainListener {

    void headChanged(HeadChange change);
}
