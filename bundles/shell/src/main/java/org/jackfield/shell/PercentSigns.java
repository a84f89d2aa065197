package org.jackfield.shell;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.osgi.service.component.annotations.Component;

/**
 * Has Gogo take {@code 10%} for a word: it reads every percent sign that is not quoted as the beginning of an
 * expression, {@code %(1 + 1)}, and has no option for it. So the sign gets a backslash before the line is parsed. That
 * works where the line comes as a {@link StringBuilder}, as from Gogo's console and from {@link CommandScript}; elsewhere
 * {@code 10} or {@code '10%'} has to be written.
 */
@Component
public final class PercentSigns implements CommandSessionListener {

    private static final Pattern QUOTED_OR_PERCENT =
            Pattern.compile("'[^']*'|\"(?:\\\\.|[^\"\\\\])*\"|(?<=[0-9])%(?=[\\s;|&)}\\]]|$)");

    @Override
    public void beforeExecute(CommandSession session, CharSequence command) {
        if (command instanceof StringBuilder line) {
            line.replace(0, line.length(), escaped(line));
        }
    }

    private static String escaped(CharSequence line) {
        return QUOTED_OR_PERCENT
                .matcher(line)
                .replaceAll(found -> Matcher.quoteReplacement(found.group().equals("%") ? "\\%" : found.group()));
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence command, Exception exception) {}

    @Override
    public void afterExecute(CommandSession session, CharSequence command, Object result) {}
}
