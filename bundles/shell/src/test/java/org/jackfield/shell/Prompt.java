package org.jackfield.shell;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;

/** The real Gogo, without a framework around it. */
final class Prompt implements AutoCloseable {

    private final ThreadIOImpl threadIo = new ThreadIOImpl();
    private final CommandProcessorImpl processor = new CommandProcessorImpl(threadIo);

    Prompt() {
        threadIo.start();
        processor.addListener(new GlobbingOff());
        processor.addListener(new PercentSigns());
    }

    Prompt add(String scope, Object command, String... functions) {
        for (String function : functions) {
            processor.addCommand(scope, command, function);
        }
        return this;
    }

    CommandProcessor processor() {
        return processor;
    }

    /** What is printed; a failure is thrown. */
    String type(String line) throws Exception {
        return type(line, InputStream.nullInputStream());
    }

    String type(String line, InputStream keyboard) throws Exception {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(screen, true);
                CommandSession session = processor.createSession(keyboard, out, out)) {
            // As Gogo's console does it.
            session.execute(new StringBuilder(line));
            return screen.toString(StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        processor.stop();
        threadIo.stop();
    }
}
