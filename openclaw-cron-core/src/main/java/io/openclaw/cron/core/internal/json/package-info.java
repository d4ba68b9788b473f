/** JSON values: what may be a parameter or a result, how large it is, and how it reads as text. */
@NullMarked
package io.openclaw.cron.core.internal.json;

import org.jspecify.annotations.NullMarked;
