"""Any plain table in, one entry a code out, with all that was assumed or asked on the way."""
