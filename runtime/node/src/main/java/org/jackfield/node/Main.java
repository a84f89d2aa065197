package org.jackfield.node;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jackfield.node.demo.Demo;
import org.osgi.framework.BundleException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts the node: {@code jackfield [options]}. */
@Command(
        name = "jackfield",
        description = "A devp2p node whose protocols plug in and out while it runs.",
        versionProvider = Main.Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Settings of single bundles go into jackfield.properties in the data folder, one a line",
            "(core.maxPeers = 50); options win over them. Exit status: 0, 1 a failure, 2 bad input."
        })
public final class Main implements Callable<Integer> {

    @Mixin
    private NodeOptions options;

    @Option(names = "--help", usageHelp = true, description = "Print this and exit.")
    private boolean help;

    @Option(names = "--version", versionHelp = true, description = "Print the version and exit.")
    private boolean version;

    private final PrintStream out;

    private Main(PrintStream out) {
        this.out = out;
    }

    /** Exits with the status that {@link #run} returns. */
    public static void main(String[] arguments) {
        System.exit(run(System.out, System.err, arguments));
    }

    /** Parses the arguments and does what they say. */
    static int run(PrintStream out, PrintStream err, String... arguments) {
        return new CommandLine(new Main(out))
                .addSubcommand(new Demo(out, Distribution.running().home()))
                .setParameterExceptionHandler((e, args) -> refuse(err, e.getMessage(), StartException.BAD_INPUT))
                .setExecutionExceptionHandler((e, command, result) -> e instanceof StartException start
                        ? refuse(err, start.getMessage(), start.status())
                        : refuseUnexpected(err, e))
                .execute(arguments);
    }

    @Override
    public Integer call() throws StartException, BundleException, IOException, InterruptedException {
        Distribution distribution = Distribution.running();
        try (DataFolder data = DataFolder.open(options.data.orElseGet(DataFolder::standard))) {
            LogFile.into(data.resolve("logs/jackfield.log"));
            NodeSettings settings = settings(data, distribution);
            Node node = Node.create(FrameworkProperties.of(data.path(), distribution.home(), options.commands));
            ShutdownHook hook = ShutdownHook.install(node);
            try {
                return run(node, node.start(distribution, settings), data.path());
            } finally {
                node.stop();
                hook.disarm();
            }
        }
    }

    private int run(Node node, Map<String, String> parts, Path data) throws StartException, InterruptedException {
        if (options.commands.isPresent()) {
            node.startShell();
            return node.runCommands();
        }
        boolean shell = !options.noShell;
        out.print(Banner.text(Distribution.version(), data, parts, node.report(), shell));
        out.flush();
        if (shell) {
            node.startShell();
        }
        node.awaitStop();
        return 0;
    }

    private NodeSettings settings(DataFolder data, Distribution distribution) throws StartException, IOException {
        Path file = data.resolve("jackfield.properties");
        if (!Files.exists(file)) {
            return NodeSettings.of(options, data.path(), Map.of());
        }
        SettingsCatalogue catalogue =
                SettingsCatalogue.read(distribution.bundles().keySet());
        return NodeSettings.of(options, data.path(), new SettingsFile(file, catalogue).read());
    }

    private static int refuse(PrintStream err, String message, int status) {
        err.println("jackfield: " + message.lines().findFirst().orElse(""));
        return status;
    }

    private static int refuseUnexpected(PrintStream err, Exception e) {
        LoggerFactory.getLogger(Main.class).error("the node failed", e);
        return refuse(err, "cannot run: " + Messages.of(e) + " (more in the log)", StartException.FAILURE);
    }

    /** Name and version in one line. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Jackfield " + Distribution.version()};
        }
    }
}
