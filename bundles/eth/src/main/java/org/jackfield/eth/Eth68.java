package org.jackfield.eth;

import org.jackfield.api.Protocol;
import org.jackfield.chain.Chain;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** eth/68. */
@Component(service = Protocol.class, configurationPid = "org.jackfield.eth")
@Designate(ocd = EthConfiguration.class)
public final class Eth68 extends EthProtocol {

    @Activate
    public Eth68(@Reference Chain chain, EthConfiguration configuration) {
        super(EthVersion.ETH_68, chain, configuration);
    }
}
