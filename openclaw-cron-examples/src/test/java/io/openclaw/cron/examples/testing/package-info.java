/** What tests of several examples need. */
@org.jspecify.annotations.NullMarked
package io.openclaw.cron.examples.testing;
