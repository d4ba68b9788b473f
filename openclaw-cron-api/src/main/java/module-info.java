/**
 * What a host application and a plug-in author see of OpenClaw Cron: the interfaces, the records they speak in, the
 * events, the exceptions, and the interfaces that users implement.
 */
module io.openclaw.cron {
    requires static transitive org.jspecify;

    exports io.openclaw.cron;
    exports io.openclaw.cron.error;
    exports io.openclaw.cron.event;
    exports io.openclaw.cron.spi;
    exports io.openclaw.cron.spi.rules;
}
