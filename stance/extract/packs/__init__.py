"""Claims and their speakers in languages whose rules stand in a file: one engine for all."""
