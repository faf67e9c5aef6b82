"""Claims and their speakers, found in articles by rules that say why."""
