package org.jackfield.rpc;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration under the PID {@code org.jackfield.rpc}; without one, nothing is opened. */
@ObjectClassDefinition(name = "Jackfield JSON-RPC")
@interface RpcConfig {

    @AttributeDefinition(description = "HOST:PORT to listen on; port 0 takes any free one")
    String listen() default "127.0.0.1:8545";

    @AttributeDefinition(
            description = "names accepted in a request's Host header besides the address it came in on; * for any")
    String[] vhosts() default {"localhost"};

    @AttributeDefinition(
            description = "whether protocols' bundles can be swapped and links renegotiated by callers while the server"
                    + " listens on an address that is not a loopback one")
    boolean adminRemote() default false;
}
