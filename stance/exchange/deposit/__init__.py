"""Studies in, folders out that an archive takes as they are; one module a format."""
