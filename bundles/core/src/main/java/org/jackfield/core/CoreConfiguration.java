package org.jackfield.core;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@value P2p#PID}; README.md lists keys, defaults and units. */
@ObjectClassDefinition(name = "Jackfield core", description = "Links to other nodes")
@interface CoreConfiguration {

    @AttributeDefinition(description = "HOST:PORT to accept connections on, port 0 for any; empty: accept none")
    String listen() default "127.0.0.1:30303";

    @AttributeDefinition(description = "peers at most; pinned and trusted ones are admitted beyond")
    int maxPeers() default 50;

    @AttributeDefinition(description = "inbound connections whose handshake is not done, at most")
    int maxPending() default 50;

    @AttributeDefinition(description = "dials at once, at most")
    int maxDials() default 16;

    @AttributeDefinition(description = "CIDR blocks outside of which nobody is dialed or admitted; none: everywhere")
    String[] restrict() default {};

    @AttributeDefinition(description = "enode URLs to keep a connection to")
    String[] pinned() default {};

    @AttributeDefinition(description = "enode URLs or node ids to admit beyond the peer limit")
    String[] trusted() default {};

    @AttributeDefinition(description = "milliseconds between pings")
    int pingMillis() default 15_000;

    @AttributeDefinition(description = "milliseconds of silence after which a peer is left")
    int silenceMillis() default 30_000;

    @AttributeDefinition(description = "milliseconds before the same public address is let in again")
    int throttleMillis() default 30_000;

    @AttributeDefinition(description = "milliseconds before a pinned node is dialed again at first; doubles")
    int redialMillis() default 1_000;

    @AttributeDefinition(description = "milliseconds before a pinned node is dialed again at most")
    int redialMaxMillis() default 60_000;

    @AttributeDefinition(description = "milliseconds that a protocol has to leave an ended session")
    int graceMillis() default 5_000;

    @AttributeDefinition(description = "bytes received for a session and not read by it, before the link stops reading")
    int inboxBytes() default 4 << 20;

    @AttributeDefinition(description = "bytes written by a session and not sent, before its writers wait")
    int outboxBytes() default 4 << 20;

    @AttributeDefinition(description = "milliseconds that a session waits for the next release of its protocol")
    int parkMillis() default 10_000;

    @AttributeDefinition(description = "bytes that all waiting sessions hold, before their links stop reading")
    long parkedTotalBytes() default 256L << 20;

    @AttributeDefinition(description = "disconnect or keep-link when a protocol is removed; NAME=POLICY for one alone")
    String[] onRemoval() default {"disconnect"};

    @AttributeDefinition(description = "disconnect or isolate when a protocol fails; NAME=POLICY for one alone")
    String[] onFailure() default {"disconnect"};

    @AttributeDefinition(description = "keep or renegotiate links when a version comes; NAME=POLICY for one alone")
    String[] onNewVersion() default {"keep"};

    @AttributeDefinition(description = "links that a renegotiation may have closed and not yet back, at most")
    int renegotiateAtOnce() default 4;

    @AttributeDefinition(description = "percent of the peers that a renegotiation keeps connected, at least")
    int renegotiateKeep() default 75;

    @AttributeDefinition(description = "file that an unfinished renegotiation is kept in; empty: in the bundle's data")
    String renegotiationFile() default "";
}
