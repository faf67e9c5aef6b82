"""Annotations in; judgements, positions, agreement, disputes, camps and changes out; no files."""
