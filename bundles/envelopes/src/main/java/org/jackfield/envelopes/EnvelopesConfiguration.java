package org.jackfield.envelopes;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of PID {@code org.jackfield.envelopes}; all may be left out. For rates 0 stands for no limit. */
@ObjectClassDefinition(id = "org.jackfield.envelopes", name = "Envelopes")
@interface EnvelopesConfiguration {

    @AttributeDefinition(description = "Least proof of work of an envelope, at the start")
    double minWork() default 0.2;

    @AttributeDefinition(description = "Largest envelope in bytes, at the start")
    int maxMessageBytes() default 1 << 20;

    @AttributeDefinition(
            description = "How proof of work is measured: later (geth 1.9, Status, waku) or earlier (geth 1.8)")
    String generation() default "later";

    @AttributeDefinition(description = "Whom own envelopes are sealed for: later, earlier or both")
    String sealFor() default "later";

    @AttributeDefinition(description = "Whether to relay nothing, at the start")
    boolean light() default false;

    @AttributeDefinition(description = "Envelopes in the pool at most")
    int maxEnvelopes() default 32_768;

    @AttributeDefinition(description = "Memory of the pool in MiB at most, about")
    int maxMebibytes() default 64;

    @AttributeDefinition(description = "How often peers are sent what is new, in milliseconds")
    int cycleMillis() default 300;

    @AttributeDefinition(description = "Packets a second that one peer may send")
    long peerPackets() default 50;

    @AttributeDefinition(description = "Bytes a second that one peer may send")
    long peerBytes() default 1 << 20;

    @AttributeDefinition(description = "Packets a second that all peers of one address may send")
    long addressPackets() default 1000;

    @AttributeDefinition(description = "Bytes a second that all peers of one address may send")
    long addressBytes() default 16 << 20;

    @AttributeDefinition(description = "For how many seconds' worth of these a burst may be")
    int burstSeconds() default 32;

    @AttributeDefinition(description = "Threads that seal; 0: one less than there are processors, and at least one")
    int sealThreads() default 0;
}
