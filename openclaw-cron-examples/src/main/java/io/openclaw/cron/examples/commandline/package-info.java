/** The options of the examples' main classes. */
package io.openclaw.cron.examples.commandline;
