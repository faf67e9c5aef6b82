"""Foreign formats in and out of studies, and engines for tables larger than memory."""
