package org.jackfield.sync;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the synchronization, PID {@code org.jackfield.sync}. */
@ObjectClassDefinition(id = "org.jackfield.sync", name = "Synchronization")
@interface SyncConfiguration {

    @AttributeDefinition(
            description =
                    "Hash of the block to go for, which is trusted; empty: the heaviest or highest that peers tell",
            required = false)
    String target() default "";

    @AttributeDefinition(description = "Whether receipts are fetched too")
    boolean receipts() default true;

    @AttributeDefinition(
            description =
                    "Whether access lists are fetched, where headers have the hash of one, as far back as peers keep them")
    boolean accessLists() default true;
}
