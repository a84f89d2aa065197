package org.jackfield.core;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.osgi.service.component.annotations.Component;

/** The node's meters, in memory, for whoever wants to show or ship them. */
@Component(service = MeterRegistry.class, immediate = true)
public final class MeterShelf extends SimpleMeterRegistry {}
