package org.jackfield.eth;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of all versions of the protocol, PID {@code org.jackfield.eth}. */
@ObjectClassDefinition(id = "org.jackfield.eth", name = "eth")
@interface EthConfiguration {

    @AttributeDefinition(description = "Network id of Status; -1 for the chain id")
    long networkId() default -1;

    @AttributeDefinition(description = "Versions offered, of 66 to 72: numbers and ranges with commas between them")
    String versions() default "68-72";
}
