"""What every room knows: bare values in; codebooks, contracts of frames, errors and ids out."""
