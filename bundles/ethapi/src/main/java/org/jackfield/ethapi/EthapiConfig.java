package org.jackfield.ethapi;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration under the PID {@code org.jackfield.ethapi}; it may be missing. */
@ObjectClassDefinition(name = "Jackfield eth API")
@interface EthapiConfig {

    @AttributeDefinition(description = "blocks that one eth_getLogs may go through")
    int logBlocks() default 50_000;

    @AttributeDefinition(description = "logs that one eth_getLogs may answer with")
    int logResults() default 20_000;
}
