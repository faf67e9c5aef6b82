"""Bare values in; codebooks, contracts of frames, errors and ids out: what every room knows."""
