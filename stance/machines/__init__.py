"""Claims, a codebook and codes in; prompts, suggestions and what machine coders are worth out."""
