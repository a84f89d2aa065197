package org.jackfield.core;

import org.jackfield.api.SessionState;
import org.jackfield.core.InstalledProtocol.Origin;

/**
 * What a run gets from the release before.
 *
 * @param from that release
 * @param recalledAtNanos when that was called to leave, by {@link Timers#nanos}
 */
record Inheritance(SessionState state, Origin from, long recalledAtNanos) {}
