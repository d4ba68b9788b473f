/** Creating, changing and deleting jobs, and the rules that they must keep. */
@NullMarked
package io.openclaw.cron.core.internal.manage;

import org.jspecify.annotations.NullMarked;
