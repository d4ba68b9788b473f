/** Measurements that anyone can repeat: how punctual jobs start, and what many of them cost. */
package io.openclaw.cron.examples.measure;
