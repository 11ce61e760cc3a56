package io.orchestrator.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.FileSize;
import io.orchestrator.cli.stack.DataHome;
import java.util.Locale;

/**
 * Where this process logs to: a file in the data folder, rolled at {@value #MAX_FILE_MB} MB, {@value #MAX_FILES} old ones
 * kept; without a data folder, warnings go to standard error. Found by Logback as a service.
 */
public final class LogFile extends ContextAwareBase implements Configurator {

    static final int MAX_FILE_MB = 10;
    static final int MAX_FILES = 3;

    /** The environment variable with the level of our own loggers; below INFO it also lets Kafka's INFO through. */
    static final String LEVEL_VARIABLE = "ORCHESTRATOR_LOG_LEVEL";

    private static final String PROPERTY = "orchestrator.log.file";
    private static final String PATTERN =
            "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level [%thread] %logger{24} %mdc - %msg%n%ex{30}";

    /** Must come before the first logger is made. */
    static void in(DataHome home) {
        System.setProperty(PROPERTY, home.logFile().toString());
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        var file = System.getProperty(PROPERTY);
        var appender = file == null ? console(context) : file(context, file);
        appender.start();
        var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(appender);
        var asked = System.getenv().getOrDefault(LEVEL_VARIABLE, file == null ? "WARN" : "INFO");
        var level = Level.toLevel(asked.toUpperCase(Locale.ROOT), Level.INFO);
        root.setLevel(level.isGreaterOrEqual(Level.INFO) ? Level.WARN : Level.INFO);
        context.getLogger("io.orchestrator").setLevel(level);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static OutputStreamAppender<ILoggingEvent> console(LoggerContext context) {
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(encoder(context));
        return appender;
    }

    private static OutputStreamAppender<ILoggingEvent> file(LoggerContext context, String file) {
        var appender = new RollingFileAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setFile(file);
        appender.setEncoder(encoder(context));
        var rolling = new FixedWindowRollingPolicy();
        rolling.setContext(context);
        rolling.setParent(appender);
        rolling.setFileNamePattern(file + ".%i");
        rolling.setMinIndex(1);
        rolling.setMaxIndex(MAX_FILES);
        rolling.start();
        var size = new SizeBasedTriggeringPolicy<ILoggingEvent>();
        size.setContext(context);
        size.setMaxFileSize(new FileSize(MAX_FILE_MB * FileSize.MB_COEFFICIENT));
        size.start();
        appender.setRollingPolicy(rolling);
        appender.setTriggeringPolicy(size);
        return appender;
    }

    private static PatternLayoutEncoder encoder(LoggerContext context) {
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        return encoder;
    }
}
