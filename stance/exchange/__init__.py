"""Foreign formats, in and out; each module knows one of them."""
