"""Studies in, files of other programs out."""
