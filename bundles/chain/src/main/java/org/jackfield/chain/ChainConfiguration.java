package org.jackfield.chain;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the chain, PID {@code org.jackfield.chain}. */
@ObjectClassDefinition(id = "org.jackfield.chain", name = "Chain")
@interface ChainConfiguration {

    @AttributeDefinition(description = "Directory of the store; created if missing")
    String folder();

    @AttributeDefinition(description = "Public network to be on: mainnet, sepolia, hoodi or holesky", required = false)
    String network() default "";

    @AttributeDefinition(
            description = "Genesis file in geth's genesis.json format; empty for the built-in development chain",
            required = false)
    String genesis() default "";

    @AttributeDefinition(
            description =
                    "File of all accounts at the head, as geth dump writes it; empty: balances and nonces are unknown",
            required = false)
    String state() default "";

    @AttributeDefinition(description = "Whether transactions are found by their hashes; costs 50 bytes a transaction")
    boolean transactionIndex() default true;
}
