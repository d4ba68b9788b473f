/** What the examples' main classes have in common: their options, and how they print. */
package io.openclaw.cron.examples.commandline;
