package org.jackfield.chunks;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the chunk store, PID {@code org.jackfield.chunks}. */
@ObjectClassDefinition(id = "org.jackfield.chunks", name = "Chunks")
@interface ChunksConfiguration {

    @AttributeDefinition(description = "Directory of the store; created if missing")
    String folder();

    @AttributeDefinition(
            description = "64 hexadecimal digits that bins are counted from; empty: this node's own address",
            required = false)
    String base() default "";

    @AttributeDefinition(description = "Collectable chunks that are kept")
    long capacity() default Capacity.DEFAULT_CHUNKS;

    @AttributeDefinition(description = "MiB of collectable chunks that are kept; 0: as many as the chunks take")
    long capacityMebibytes() default 0;

    @AttributeDefinition(description = "Threads that hash uploads; 0: as many as there are processors")
    int threads() default 0;
}
