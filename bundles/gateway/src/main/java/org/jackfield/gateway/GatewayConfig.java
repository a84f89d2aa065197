package org.jackfield.gateway;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration under the PID {@code org.jackfield.gateway}; without one, nothing is opened. */
@ObjectClassDefinition(name = "Jackfield swarm gateway")
@interface GatewayConfig {

    @AttributeDefinition(description = "HOST:PORT to listen on; port 0 takes any free one")
    String listen() default "127.0.0.1:8500";

    @AttributeDefinition(description = "whether a port that is taken is told of and otherwise no matter")
    boolean yields() default false;

    @AttributeDefinition(
            description = "names accepted in a request's Host header besides the address it came in on; * for any")
    String[] vhosts() default {"localhost"};

    @AttributeDefinition(description = "the largest upload, in MiB")
    int maxUploadMiB() default 16_384;
}
