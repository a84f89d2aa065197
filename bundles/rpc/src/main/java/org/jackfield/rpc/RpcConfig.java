package org.jackfield.rpc;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration under the PID {@code org.jackfield.rpc}; without one, nothing is opened. */
@ObjectClassDefinition(name = "Jackfield JSON-RPC")
@interface RpcConfig {

    @AttributeDefinition(description = "HOST:PORT to listen on over HTTP; port 0 takes any free one, off none")
    String listen() default "127.0.0.1:8545";

    @AttributeDefinition(
            description = "names accepted in a request's Host header besides the address it came in on; * for any")
    String[] vhosts() default {"localhost"};

    @AttributeDefinition(
            description = "whether protocols' bundles can be swapped and links renegotiated by callers while the server"
                    + " listens on an address that is not a loopback one")
    boolean adminRemote() default false;

    @AttributeDefinition(description = "HOST:PORT to listen on over WebSocket; empty: not at all", required = false)
    String ws() default "";

    @AttributeDefinition(
            description = "origins of pages that may open a WebSocket, such as https://example.org; * for any",
            required = false)
    String[] wsOrigins() default {};

    @AttributeDefinition(description = "WebSocket connections at once")
    int wsConnections() default 32;

    @AttributeDefinition(
            description = "HOST:PORT to listen on for the consensus client (engine API); empty: not at all",
            required = false)
    String engine() default "";

    @AttributeDefinition(
            description = "file with the secret that the consensus client has too, 64 hex digits; made if missing",
            required = false)
    String jwtSecret() default "";
}
