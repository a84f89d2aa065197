package org.jackfield.shell;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.felix.gogo.runtime.Parser;
import org.apache.felix.gogo.runtime.Token;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;

/**
 * Runs Gogo commands without a person: what they print and return goes out, the first failure ends it with one line on
 * the error stream. The commands find their input at its end.
 */
final class CommandScript implements Callable<Integer> {

    /**
     * Commands of Felix that report a failure by returning a text and not by throwing. Done well they return nothing,
     * or in the case of install the new bundle's id.
     */
    private static final Set<String> TELLING = Set.of("install", "start", "stop", "update", "uninstall", "resolve");

    /** Set in sessions that no person sits at, though the process may have a terminal. */
    static final String UNATTENDED = "jackfield.unattended";

    private final CommandProcessor processor;
    private final String commands;
    private final PrintStream out;
    private final PrintStream err;

    CommandScript(CommandProcessor processor, String commands, PrintStream out, PrintStream err) {
        this.processor = processor;
        this.commands = commands;
        this.out = out;
        this.err = err;
    }

    /** Returns the exit status: 0, or 1 if a command failed. */
    @Override
    public Integer call() {
        try (CommandSession session = processor.createSession(InputStream.nullInputStream(), out, err)) {
            session.put(UNATTENDED, true);
            for (CharSequence statement : statements(commands)) {
                Object result = session.execute(new StringBuilder(statement));
                CharSequence text = result == null ? "" : session.format(result, Converter.INSPECT);
                checkComplaint(statement, text.toString().strip());
                print(text.toString().stripTrailing());
            }
            return 0;
        } catch (Exception | LinkageError | AssertionError e) {
            err.println("jackfield: " + oneLine(e));
            return 1;
        } finally {
            out.flush();
            err.flush();
        }
    }

    private void print(String text) {
        if (!text.isEmpty()) {
            out.println(text);
        }
    }

    /**
     * The statements that follow one another by a semicolon or a new line, each to be executed alone, as the result of
     * all but the last would be lost otherwise. What is joined by {@code &&}, {@code ||} or {@code &} stays together.
     */
    private static List<CharSequence> statements(String commands) {
        List<? extends Token> tokens = new Parser(commands).program().tokens();
        List<CharSequence> statements = new ArrayList<>();
        boolean joined = false;
        for (Token token : tokens) {
            String text = token.toString();
            if (token instanceof Parser.Operator) {
                joined |= !text.equals(";") && !text.isBlank();
            } else if (!text.isBlank()) {
                statements.add(text);
            }
        }
        return joined ? List.of(commands) : statements;
    }

    private static void checkComplaint(CharSequence statement, String result) throws CommandException {
        String command = statement.toString().strip().split("\\s", 2)[0].replaceFirst("^felix:", "");
        if (TELLING.contains(command) && !result.isEmpty() && !result.matches("Bundle IDs?: [0-9, ]+")) {
            throw new CommandException(result);
        }
    }

    private static String oneLine(Throwable e) {
        String message = e.getMessage() == null || e.getMessage().isBlank() ? e.toString() : e.getMessage();
        return message.strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
