package org.jackfield.overlay;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of PID {@code org.jackfield.overlay}; all may be left out. */
@ObjectClassDefinition(id = "org.jackfield.overlay", name = "Overlay of Swarm")
@interface OverlayConfiguration {

    @AttributeDefinition(description = "Folder of the address book; empty: the framework's own for this bundle")
    String folder() default "";

    @AttributeDefinition(description = "Whether nodes that the table suggests are dialed")
    boolean dial() default true;

    @AttributeDefinition(description = "How often the table is asked whom to dial, in milliseconds")
    int tickMillis() default 500;
}
