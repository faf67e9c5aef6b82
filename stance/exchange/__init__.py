"""Studies in, foreign formats out, and the other way; engines for what exceeds memory."""
