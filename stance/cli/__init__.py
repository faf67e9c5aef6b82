"""Words of the command line in, one call and its sentences out: parses, calls, prints."""

from stance.cli.app import main

__all__ = ["main"]
