package org.jackfield.shell;

import org.jackfield.api.PeerEvent;
import org.jackfield.api.PeerEventListener;
import org.jackfield.api.release.ReleaseListener;
import org.jackfield.api.release.ReleaseReport;

/** Makes lines of events, on the threads they happen on. */
final class EventTail implements PeerEventListener, ReleaseListener {

    private final Tail<EventLine> lines;
    private final boolean messages;

    EventTail(Tail<EventLine> lines, boolean messages) {
        this.lines = lines;
        this.messages = messages;
    }

    @Override
    public void onEvent(PeerEvent event) {
        boolean message = event instanceof PeerEvent.MessageSent || event instanceof PeerEvent.MessageReceived;
        if (messages || !message) {
            lines.offer(new PeerEventLine(event));
        }
    }

    @Override
    public void onRelease(ReleaseReport report) {
        lines.offer(new ReleaseEventLine(report));
    }

    @Override
    public boolean wantsMessages() {
        return messages;
    }
}
