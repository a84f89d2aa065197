package org.jackfield.sync;

/** A request to a peer, from when it is offered until it is answered or out of time. Used under the room's lock. */
final class Query {

    final BlockRequest request;
    final Kind kind;
    final Job job;

    /** When it was offered, and sent once it is. */
    long since;

    boolean sent;
    /** Its work has been given to another peer as well; an answer is still welcome. */
    boolean handedOn;

    Query(BlockRequest request, Kind kind, Job job, long now) {
        this.request = request;
        this.kind = kind;
        this.job = job;
        this.since = now;
    }

    long id() {
        return request.id();
    }
}
