package org.jackfield.eth;

import org.jackfield.api.Protocol;
import org.jackfield.chain.Chain;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** eth/69. Its settings are those that {@link Eth68} designates: a bundle may do so once. */
@Component(service = Protocol.class, configurationPid = "org.jackfield.eth")
public final class Eth69 extends EthProtocol {

    @Activate
    public Eth69(@Reference Chain chain, EthConfiguration configuration) {
        super(EthVersion.ETH_69, chain, configuration);
    }
}
